-- Each event in one row: how much, by how many, in how many languages and countries, who was first.
-- Grain and key: event_id. title is in the first of the reader's languages (PARALLAX_LANGUAGES) in
-- which it is reported, else that of its most central article. half_life_minutes: from its first
-- article until half of them were out.
CREATE OR REPLACE VIEW event_summary AS
WITH counted AS (SELECT * FROM event_tally)
SELECT
    counted.event_id,
    counted.title,
    counted.articles,
    counted.originals,
    counted.outlets,
    counted.owners,
    counted.languages,
    counted.countries,
    counted.first_published_at,
    counted.last_published_at,
    counted.first_outlet_id,
    date_diff('minute', counted.first_published_at, counted.half_published_at) AS half_life_minutes,
    counted.title_language
FROM counted;
