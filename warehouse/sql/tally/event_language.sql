-- Count touched events by language, and how long each took.
-- Grain and key: (event_id, language).
INSERT INTO event_language
WITH firsts AS (
    SELECT
        event_id,
        language,
        count(*) AS articles,
        count(DISTINCT group_id) AS originals,
        count(DISTINCT owner) AS owners,
        min(published_at) AS first_published_at,
        arg_min(outlet_id, (published_at, article_id)) AS first_outlet_id
    FROM stage_member
    GROUP BY event_id, language
)
SELECT
    event_id, language, articles, originals, owners, first_published_at,
    date_diff('minute', min(first_published_at) OVER (PARTITION BY event_id), first_published_at)
        AS lag_minutes,
    first_outlet_id
FROM firsts;
