-- Note the articles whose text goes.
-- Grain and key: article_id. Bound: $before, $now.
UPDATE article SET text_removed_at = $now
WHERE fetched_at < $before AND article_id IN (SELECT article_id FROM article_text);
