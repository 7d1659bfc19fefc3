-- The events of regrouped articles that stayed in their event.
-- Grain and key: event_id. Reads unrelated.
SELECT DISTINCT CAST(event_id AS VARCHAR) AS event_id
FROM event_article
SEMI JOIN unrelated USING (article_id);
