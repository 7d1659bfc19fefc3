-- Events that no article tells of, or whose representative tells of another.
-- Grain: a finding. Reads what the last tallying staged.
WITH touched AS (SELECT * FROM event WHERE event_id IN (SELECT event_id FROM stage_touched)),
members AS (
    SELECT event_id, article_id
    FROM event_article
    WHERE event_id IN (SELECT event_id FROM stage_touched)
)
SELECT event_id AS subject, 'no articles' AS problem
FROM touched
ANTI JOIN members USING (event_id)
UNION ALL
SELECT touched.event_id, 'representative ' || touched.representative_article_id
FROM touched
ANTI JOIN members
    ON
        touched.event_id = members.event_id
        AND touched.representative_article_id = members.article_id;
