-- The events of articles that were regrouped where they stand.
-- Grain and key: event_id. Reads unrelated.
SELECT DISTINCT CAST(event_id AS VARCHAR) AS event_id
FROM event_article
SEMI JOIN unrelated USING (article_id);
