-- Articles that title an event in their language today, and were not in it then.
-- Grain: an article.
CREATE OR REPLACE TEMP TABLE stage_changed AS
SELECT article_id
FROM event_title
ANTI JOIN event_article USING (event_id, article_id);
