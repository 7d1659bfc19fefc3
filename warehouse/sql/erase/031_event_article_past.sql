-- Memberships that were. Reads stage_erased_article.
DELETE FROM event_article_past
WHERE article_id IN (SELECT article_id FROM stage_erased_article);
