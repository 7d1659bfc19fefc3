-- What the runs brought that were marked as succeeded at $finished_at, as measurements.
-- Grain and key: name and tags. A lag is of the articles that the run itself fetched and whose time
-- of publication is known: not of those of reprocess and backfill. Statuses of HTTP become classes.
WITH finished AS (
    SELECT run_id, started_at, loaded_count, known_count, rejected_count
    FROM run WHERE status = 'succeeded' AND finished_at = $finished_at
),
articles AS (
    SELECT
        article_id,
        article.published_at,
        published_basis != 'fetch' AND fetched_at >= finished.started_at AS has_lag
    FROM article INNER JOIN finished USING (run_id)
),
copies AS (SELECT relation FROM syndication_member INNER JOIN articles USING (article_id)),
changed_events AS (
    SELECT CASE WHEN count(*) = count(articles.article_id) THEN 'new' ELSE 'grown' END AS change
    FROM event_article
    LEFT JOIN articles USING (article_id)
    GROUP BY event_article.event_id
    HAVING count(articles.article_id) > 0
),
lags AS (
    SELECT greatest(epoch($finished_at - published_at), 0) AS lag_s FROM articles WHERE has_lag
),
measured AS (
    SELECT
        'items' AS "name", 'count' AS kind, MAP { 'outcome': 'loaded' } AS tags,
        sum(loaded_count)::DOUBLE AS "value"
    FROM finished
    UNION ALL
    SELECT 'items', 'count', MAP { 'outcome': 'known' }, sum(known_count) FROM finished
    UNION ALL
    SELECT 'items', 'count', MAP { 'outcome': 'rejected' }, sum(rejected_count) FROM finished
    UNION ALL
    SELECT 'run_duration', 'duration', NULL, epoch($finished_at - started_at) * 1000 FROM finished
    UNION ALL
    SELECT 'articles', 'count', NULL, count(*) FROM articles
    UNION ALL
    SELECT 'originals', 'count', NULL, count(*) FROM copies WHERE relation = 'original'
    UNION ALL
    SELECT 'copies', 'count', MAP { 'relation': relation }, count(*)
    FROM copies WHERE relation != 'original' GROUP BY relation
    UNION ALL
    SELECT 'events', 'count', MAP { 'change': change }, count(*) FROM changed_events GROUP BY change
    UNION ALL
    SELECT
        'rejections', 'count',
        MAP { 'stage': stage, 'reason': regexp_replace(reason, '^http_(.).*$', 'http_\1xx') },
        count(*)
    FROM rejection INNER JOIN finished USING (run_id) GROUP BY ALL
    UNION ALL
    SELECT 'requests', 'count', MAP { 'target': target_kind, 'outcome': outcome }, count(*)
    FROM "fetch" INNER JOIN finished USING (run_id) GROUP BY ALL
    UNION ALL
    SELECT 'lag_seconds', 'gauge', MAP { 'percentile': 'p50' }, quantile_cont(lag_s, .5) FROM lags
    UNION ALL
    SELECT 'lag_seconds', 'gauge', MAP { 'percentile': 'p95' }, quantile_cont(lag_s, .95) FROM lags
)
SELECT "name", kind, coalesce(tags, map([], [])) AS tags, "value"
FROM measured WHERE "value" IS NOT NULL;
