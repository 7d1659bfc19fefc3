-- Which event each article was in then.
-- Grain and key: article_id. Bound: $at.
CREATE OR REPLACE TEMP TABLE stage_membership AS
WITH memberships AS (
    SELECT event_id, article_id, score, method_version, valid_from FROM event_article
    UNION ALL
    SELECT event_id, article_id, score, method_version, valid_from
    FROM event_article_past
    WHERE valid_to > $at
),
present AS (SELECT article_id FROM article WHERE fetched_at <= $at)
SELECT event_id, article_id, score, method_version, valid_from
FROM memberships
SEMI JOIN present USING (article_id)
WHERE valid_from <= $at
QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY valid_from) = 1;
