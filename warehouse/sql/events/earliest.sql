-- The earliest original of some events in each of their languages, the earliest of all first.
-- Grain and key: (event_id, language). Bound: $events.
WITH members AS (
    SELECT event_id, article_id
    FROM event_article
    WHERE event_id IN (SELECT unnest(CAST($events AS UUID[])))
),
row_ids AS (SELECT rowid AS row_id FROM article SEMI JOIN members USING (article_id)),
articles AS (
    SELECT article_id, language, published_at
    FROM article
    WHERE rowid IN (SELECT row_id FROM row_ids)
),
originals AS (SELECT article_id FROM syndication_member WHERE relation = 'original')
SELECT
    CAST(event_id AS VARCHAR) AS event_id,
    language,
    CAST(arg_min(article_id, (published_at, article_id)) AS VARCHAR) AS article_id
FROM members
INNER JOIN articles USING (article_id)
SEMI JOIN originals USING (article_id)
GROUP BY event_id, language
ORDER BY event_id, min((published_at, article_id));
