-- The event that grouping alone gives each staged text: an original with its copies.
-- Grain and key: text_id, the id of the group of copies. Reads stage_grouped.
SELECT
    CAST(group_id AS VARCHAR) AS text_id,
    CAST(arg_min(event_id, (relation != 'original', article_id)) AS VARCHAR) AS event_id
FROM stage_grouped
INNER JOIN syndication_member USING (article_id)
GROUP BY group_id;
