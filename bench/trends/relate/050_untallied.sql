-- They have to be tallied. Grain: an article.
INSERT INTO untallied
SELECT article_id
FROM stage_related;
