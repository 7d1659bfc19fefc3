-- How the published warehouse stands, as measurements.
-- Grain and key: name and tags. Every value of a tag has its row, also with 0: a gauge keeps its
-- last value. silent is a feed that answers and gives nothing (feed_health.problem), unanswered one
-- that never has yet.
WITH feeds AS (
    SELECT
        put_off,
        waiting,
        CASE
            WHEN status IN ('dead', 'failing') THEN status
            WHEN problem IS NOT NULL THEN 'silent'
            WHEN last_success_at IS NULL THEN 'unanswered'
            ELSE 'ok'
        END AS health
    FROM feed_health
),
healths AS (SELECT unnest(['ok', 'silent', 'failing', 'dead', 'unanswered']) AS health),
measured AS (
    SELECT
        'feeds' AS "name", MAP { 'health': healths.health } AS tags,
        count(feeds.health)::DOUBLE AS "value"
    FROM healths LEFT JOIN feeds USING (health)
    GROUP BY healths.health
    UNION ALL
    SELECT 'pages_waiting', NULL, coalesce(sum(waiting), 0) FROM feeds
    UNION ALL
    SELECT 'pages_put_off', NULL, coalesce(sum(put_off), 0) FROM feeds
    UNION ALL
    SELECT 'warehouse_articles', NULL, count(*) FROM article
    UNION ALL
    SELECT 'warehouse_events', NULL, count(*) FROM event
)
SELECT "name", 'gauge' AS kind, coalesce(tags, map([], [])) AS tags, "value" FROM measured;
