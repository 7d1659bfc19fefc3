-- New articles have to be tallied.
-- Grain: an article.
INSERT INTO untallied
SELECT article_id
FROM stage_new_article;
