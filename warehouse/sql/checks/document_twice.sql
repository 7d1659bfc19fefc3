-- Numbers of the index of words that two articles have, and words that it has twice.
-- Grain: a finding. Reads what the last tallying staged.
WITH documents AS (
    SELECT search_document.document
    FROM search_document
    SEMI JOIN stage_article USING (article_id)
),
postings AS (
    FROM search_posting
    UNION ALL
    FROM search_posting_recent
)
SELECT CAST(document AS VARCHAR) AS subject, count(*) || ' articles' AS problem
FROM search_document
SEMI JOIN documents USING (document)
GROUP BY document
HAVING count(*) > 1
UNION ALL
SELECT CAST(document AS VARCHAR), count(*) || ' times ' || term
FROM postings
SEMI JOIN documents USING (document)
GROUP BY document, term
HAVING count(*) > 1;
