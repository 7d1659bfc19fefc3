-- Articles that are not in the index of words exactly once, nor wait for it.
-- Grain: a finding. Reads what the last tallying staged.
WITH counted AS (
    SELECT stage_article.article_id, count(search_document.document) AS documents
    FROM stage_article
    LEFT JOIN search_document USING (article_id)
    GROUP BY stage_article.article_id
),
present AS (
    SELECT counted.article_id, counted.documents, article.article_id IS NULL AS is_gone
    FROM counted
    LEFT JOIN article USING (article_id)
    ANTI JOIN unindexed ON counted.article_id = unindexed.article_id
)
SELECT article_id AS subject, documents || ' documents' AS problem
FROM present
WHERE documents != CASE WHEN is_gone THEN 0 ELSE 1 END;
