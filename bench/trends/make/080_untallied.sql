-- Every article is to be counted.
INSERT INTO untallied SELECT article_id
FROM article;
