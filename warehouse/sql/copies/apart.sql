-- Keep which originals share a form but report other things.
-- Grain and key: (article_id, other_article_id). Reads stage_apart.
INSERT INTO article_apart (article_id, other_article_id)
SELECT article_id, other_article_id
FROM stage_apart
ANTI JOIN article_apart USING (article_id, other_article_id);
