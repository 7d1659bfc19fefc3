-- How long after its first report each event reached each language, and how it was covered there.
-- Grain and key: (event_id, language). lag_minutes is 0 for the language that was first.
CREATE OR REPLACE VIEW event_language_lag AS
SELECT
    event_id,
    language,
    first_published_at,
    lag_minutes,
    first_outlet_id,
    articles,
    originals,
    owners
FROM event_language;
