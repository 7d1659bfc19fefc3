-- Originals in no event that still have to be embedded. Grain and key: article_id. Reads stage_untold.
-- Bound: $embedder. Their places are looked up first: with the texts at once those of all are read.
WITH vectors AS (SELECT article_id FROM article_vector WHERE embedder = $embedder),
wanting AS (SELECT article_id FROM stage_untold ANTI JOIN vectors USING (article_id)),
places AS (SELECT rowid AS place FROM article SEMI JOIN wanting USING (article_id)),
text_places AS (SELECT rowid AS place FROM article_text SEMI JOIN wanting USING (article_id)),
articles AS (
    SELECT article_id, published_at, language, title
    FROM article
    WHERE rowid IN (SELECT place FROM places)
),
texts AS (SELECT article_id, "text" FROM article_text WHERE rowid IN (SELECT place FROM text_places))
SELECT articles.*, texts."text"
FROM articles
INNER JOIN texts USING (article_id)
ORDER BY articles.published_at, articles.article_id;
