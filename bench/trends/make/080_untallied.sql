-- All has to be tallied.
INSERT INTO untallied SELECT article_id
FROM article;
