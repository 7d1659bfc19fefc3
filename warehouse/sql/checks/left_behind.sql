-- Rows of articles that no longer exist.
-- Grain: a finding. Reads what the last tallying staged.
WITH gone AS (SELECT article_id FROM stage_article ANTI JOIN article USING (article_id)),
parts AS (
    SELECT 'article_text' AS part, article_id FROM article_text
    UNION ALL
    SELECT 'article_fingerprint', article_id FROM article_fingerprint
    UNION ALL
    SELECT 'article_vector', article_id FROM article_vector
    UNION ALL
    SELECT 'article_closeness', article_id FROM article_closeness
    UNION ALL
    SELECT 'article_apart', article_id FROM article_apart
    UNION ALL
    SELECT 'article_apart', other_article_id FROM article_apart
    UNION ALL
    SELECT 'article_language', article_id FROM article_language
    UNION ALL
    SELECT 'article_contradiction', article_id FROM article_contradiction
    UNION ALL
    SELECT 'syndication_member', article_id FROM syndication_member
    UNION ALL
    SELECT 'event_article', article_id FROM event_article
    UNION ALL
    SELECT 'event_article_uncorrected', article_id FROM event_article_uncorrected
    UNION ALL
    SELECT 'article_tally', article_id FROM article_tally
)
SELECT article_id AS subject, part AS problem
FROM parts
SEMI JOIN gone USING (article_id);
