-- Articles without a text or a fingerprint.
-- Grain: a finding. Reads what the last tallying staged. Each table is cut to the articles at hand before it is joined.
WITH articles AS (SELECT article_id, url, text_removed_at FROM article SEMI JOIN stage_article USING (article_id)),
texts AS (SELECT article_id FROM article_text SEMI JOIN stage_article USING (article_id)),
fingerprints AS (SELECT article_id FROM article_fingerprint SEMI JOIN stage_article USING (article_id))
SELECT articles.article_id AS subject, articles.url AS problem
FROM articles
LEFT JOIN texts USING (article_id)
LEFT JOIN fingerprints USING (article_id)
WHERE (texts.article_id IS NULL AND articles.text_removed_at IS NULL)
    OR fingerprints.article_id IS NULL;
