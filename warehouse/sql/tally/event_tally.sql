-- Count touched events.
-- Grain and key: event_id.
INSERT INTO event_tally BY NAME
SELECT
    event_id,
    any_value(stage_event_title.title) AS title,
    any_value(stage_event_title.title_language) AS title_language,
    count(*) AS articles,
    count(DISTINCT group_id) AS originals,
    count(DISTINCT outlet_id) AS outlets,
    count(DISTINCT owner) AS owners,
    count(DISTINCT language) AS languages,
    count(DISTINCT country) AS countries,
    min(published_at) AS first_published_at,
    max(published_at) AS last_published_at,
    quantile_disc(published_at, 0.5) AS half_published_at,
    arg_min(outlet_id, (published_at, article_id)) AS first_outlet_id
FROM stage_event_article
INNER JOIN stage_event_title USING (event_id)
GROUP BY event_id;
