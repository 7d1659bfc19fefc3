-- Similarities, scores and confidences that are not between 0 and 1.
-- Grain: a finding. Reads what the last tallying staged.
WITH shares AS (
    SELECT 'similarity' AS name, article_id, similarity AS share FROM syndication_member
    UNION ALL
    SELECT 'score', article_id, score FROM event_article
    UNION ALL
    SELECT 'language_confidence', article_id, language_confidence FROM article
)
SELECT article_id AS subject, name || ' ' || share AS problem
FROM shares
SEMI JOIN stage_article USING (article_id)
WHERE share NOT BETWEEN 0 AND 1;
