-- Title changed events in each language by the most central article of that language.
-- Grain and key: (event_id, language).
INSERT INTO event_title (event_id, language, title, article_id)
SELECT stage_central.event_id, article.language, article.title, article.article_id
FROM stage_central
INNER JOIN article USING (article_id);
