-- The event in which a group of copies belongs after regrouping put it together from several
-- events: that of the members that were not regrouped, or of the original. Events are those that
-- grouping alone gave.
-- Grain and key: group_id. Reads unrelated.
WITH grouped AS (
    FROM event_article ANTI JOIN event_article_uncorrected USING (article_id)
    UNION ALL BY NAME
    FROM event_article_uncorrected
),
regrouped AS (
    SELECT DISTINCT group_id FROM syndication_member SEMI JOIN unrelated USING (article_id)
),
members AS (
    SELECT
        syndication_member.*,
        grouped.* EXCLUDE (article_id, method_version),
        grouped.method_version AS method,
        unrelated.article_id IS NOT NULL AS is_regrouped
    FROM syndication_member
    SEMI JOIN regrouped USING (group_id)
    INNER JOIN grouped USING (article_id)
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
