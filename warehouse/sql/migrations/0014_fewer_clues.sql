-- The words of a text tell nothing on events that its vector does not: learning gave their likeness no points.
-- article_vector: one row an original, key article_id.

ALTER TABLE article_vector DROP COLUMN words;
