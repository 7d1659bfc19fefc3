-- Titles of events that are no more, or of an article that tells of another event.
-- Grain: a finding. Reads what the last tallying staged.
WITH touched AS (SELECT * FROM event_title WHERE event_id IN (SELECT event_id FROM stage_touched)),
members AS (
    SELECT event_id, article_id
    FROM event_article
    WHERE event_id IN (SELECT event_id FROM stage_touched)
)
SELECT event_id AS subject, language || ' title of ' || article_id AS problem
FROM touched
ANTI JOIN members USING (event_id, article_id)
UNION ALL
SELECT event_id, language || ' title of no event'
FROM touched
ANTI JOIN event USING (event_id);
