-- The entries that lead to what is to be erased.
-- Grain and key: (feed_id, entry_id). Reads stage_key and stage_erased_article. Bound: $outlets.
-- Not is_meant: it is only listed by an outlet's own feed.
WITH own_feeds AS (
    SELECT feed_id FROM feed WHERE outlet_id IN (SELECT unnest(CAST($outlets AS VARCHAR[])))
)
SELECT
    feed_id, entry_id, url, article_url, first_seen_at, last_seen_at,
    CAST(article_id AS VARCHAR) AS article_id,
    coalesce(article_id IN (SELECT article_id FROM stage_erased_article), false)
    OR coalesce(article_id_of(article_url) IN (SELECT key FROM stage_key), false) AS is_meant
FROM entry
WHERE
    NOT starts_with(entry_id, 'erased:')
    AND (
        article_id IN (SELECT article_id FROM stage_erased_article)
        OR article_id_of(article_url) IN (SELECT key FROM stage_key)
        OR feed_id IN (SELECT feed_id FROM own_feeds)
    );
