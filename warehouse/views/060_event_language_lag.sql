-- How long after its first report each event reached each language.
-- Grain and key: (event_id, language). lag_minutes is 0 for the language that was first.
CREATE OR REPLACE VIEW event_language_lag AS
WITH related AS (SELECT * FROM article_related WHERE event_id IS NOT NULL),
firsts AS (
    SELECT
        event_id,
        language,
        min(published_at) AS first_published_at,
        arg_min(outlet_id, (published_at, article_id)) AS first_outlet_id
    FROM related
    GROUP BY event_id, language
)
SELECT
    event_id,
    language,
    first_published_at,
    date_diff('minute', min(first_published_at) OVER (PARTITION BY event_id), first_published_at) AS lag_minutes,
    first_outlet_id
FROM firsts;
