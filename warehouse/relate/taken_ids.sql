-- Which of the articles given have the id of an event. Grain and key: article_id. Reads stage_article.
-- The id of an event that is no more may come back with the article that founded it.
SELECT CAST(article_id AS VARCHAR) AS article_id
FROM stage_article
SEMI JOIN event ON stage_article.article_id = event.event_id;
