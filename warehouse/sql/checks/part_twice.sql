-- Texts, fingerprints, vectors, votes, queues, past events and the like that an article has twice.
-- Grain: a finding. Reads what the last tallying staged.
WITH parts AS (
    SELECT 'article_text' AS part, article_id FROM article_text
    UNION ALL
    SELECT 'article_fingerprint', article_id FROM article_fingerprint
    UNION ALL
    SELECT 'article_vector', article_id FROM article_vector
    UNION ALL
    SELECT 'article_closeness', article_id FROM article_closeness
    UNION ALL
    SELECT 'article_tally', article_id FROM article_tally
    UNION ALL
    SELECT 'unrelated', article_id FROM unrelated
    UNION ALL
    SELECT 'vote by ' || "method", article_id FROM article_language
    UNION ALL
    SELECT 'event since ' || valid_from, article_id FROM event_article_past
    UNION ALL
    SELECT 'apart from ' || other_article_id, article_id FROM article_apart
)
SELECT article_id AS subject, count(*) || ' rows: ' || part AS problem
FROM parts
SEMI JOIN stage_article USING (article_id)
GROUP BY article_id, part
HAVING count(*) > 1;
