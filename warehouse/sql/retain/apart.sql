-- Pairs that share no event, of texts that have no vector any more.
-- Grain and key: (article_id, other_article_id).
DELETE FROM article_apart
WHERE article_id NOT IN (SELECT article_id FROM article_vector);
