-- What a correction moved: articles between two events, with the titles that these had and have.
-- Grain: an article; originals first. Reads stage_moved and stage_left.
WITH moved AS (SELECT * FROM stage_moved WHERE old_event_id != event_id),
row_ids AS (SELECT rowid AS row_id FROM article SEMI JOIN moved USING (article_id)),
articles AS (
    SELECT article_id, url, title, published_at
    FROM article
    WHERE rowid IN (SELECT row_id FROM row_ids)
)
SELECT
    CAST(moved.old_event_id AS VARCHAR) AS from_event_id,
    stage_left.title AS from_title,
    CAST(moved.event_id AS VARCHAR) AS to_event_id,
    event.title AS to_title,
    articles.url,
    articles.title,
    coalesce(syndication_member.relation, 'original') = 'original' AS is_original
FROM moved
INNER JOIN articles USING (article_id)
LEFT JOIN syndication_member USING (article_id)
LEFT JOIN stage_left ON moved.old_event_id = stage_left.event_id
LEFT JOIN event ON moved.event_id = event.event_id
ORDER BY from_event_id, to_event_id, is_original DESC, articles.published_at, articles.url;
