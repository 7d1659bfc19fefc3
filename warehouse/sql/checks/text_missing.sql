-- Articles without a text or a fingerprint.
-- Grain: a finding. Reads what the last tallying staged.
SELECT article.article_id AS subject, article.url AS problem
FROM article
SEMI JOIN stage_article USING (article_id)
LEFT JOIN article_text USING (article_id)
LEFT JOIN article_fingerprint USING (article_id)
WHERE
    (article_text.article_id IS NULL AND article.text_removed_at IS NULL)
    OR article_fingerprint.article_id IS NULL;
