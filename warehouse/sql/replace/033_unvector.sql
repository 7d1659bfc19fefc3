-- Forget the vectors of articles whose text has changed. Grain and key: article_id.
DELETE FROM article_vector
WHERE article_id IN (SELECT article_id FROM stage_changed WHERE is_untold);
