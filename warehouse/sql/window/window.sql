-- The texts of the window without what is a list.
-- Grain and key: article_id, by position.
SELECT
    CAST(article_id AS VARCHAR) AS article_id,
    epoch(published_at) AS published_s,
    language,
    coalesce(CAST(event_id AS VARCHAR), '') AS event_id,
    is_compared,
    position
FROM stage_window
ORDER BY position;
