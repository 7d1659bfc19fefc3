-- These articles are to be counted.
-- Grain: an article.
INSERT INTO untallied
SELECT article_id
FROM stage_related;
