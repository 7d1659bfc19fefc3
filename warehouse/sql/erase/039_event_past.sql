-- Titles that events had from erased articles. Grain and key: (event_id, valid_from).
DELETE FROM event_past
WHERE representative_article_id IN (SELECT article_id FROM stage_erased_article);
