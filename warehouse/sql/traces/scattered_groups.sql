-- Where groups of copies belong that regrouping has put together from several events: to the event
-- of those that were not regrouped, or of the original.
-- Grain and key: group_id. Reads unrelated.
WITH regrouped AS (
    SELECT DISTINCT group_id FROM syndication_member SEMI JOIN unrelated USING (article_id)
),
members AS (
    SELECT
        syndication_member.*,
        event_article.* EXCLUDE (article_id, method_version),
        event_article.method_version AS method,
        unrelated.article_id IS NOT NULL AS is_regrouped
    FROM syndication_member
    SEMI JOIN regrouped USING (group_id)
    INNER JOIN event_article USING (article_id)
    LEFT JOIN unrelated USING (article_id)
)
SELECT
    CAST(arg_min(article_id, (relation != 'original', article_id)) AS VARCHAR) AS article_id,
    CAST(arg_min(event_id, (is_regrouped, relation != 'original', article_id)) AS VARCHAR)
        AS event_id,
    arg_min(score, (is_regrouped, relation != 'original', article_id)) AS score,
    arg_min(method, (is_regrouped, relation != 'original', article_id)) AS method_version,
    list(DISTINCT CAST(event_id AS VARCHAR)) AS events,
    list(CAST(article_id AS VARCHAR)) AS articles
FROM members
GROUP BY group_id
HAVING count(DISTINCT event_id) > 1;
