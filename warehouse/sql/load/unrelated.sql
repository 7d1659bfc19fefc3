-- New articles have to be related.
-- Grain and key: article_id.
INSERT INTO unrelated
SELECT article_id
FROM stage_new_article
ANTI JOIN unrelated USING (article_id);
