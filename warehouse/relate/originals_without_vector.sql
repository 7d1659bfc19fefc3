-- Originals in no event that still have to be embedded. Grain and key: article_id. Reads stage_untold.
-- Bound: $embedder.
WITH vectors AS (SELECT article_id FROM article_vector WHERE embedder = $embedder),
wanting AS (SELECT article_id FROM stage_untold ANTI JOIN vectors USING (article_id))
SELECT article.article_id, article.published_at, article.language, article.title, article_text."text"
FROM article
INNER JOIN article_text USING (article_id)
SEMI JOIN wanting USING (article_id)
ORDER BY article.published_at, article.article_id;
