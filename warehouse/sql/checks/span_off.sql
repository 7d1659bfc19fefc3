-- Events that begin or end at another time than their articles.
-- Grain: a finding. Reads what the last tallying staged.
WITH members AS (
    SELECT event_id, article_id
    FROM event_article
    WHERE event_id IN (SELECT event_id FROM stage_touched)
),
spans AS (
    SELECT
        members.event_id,
        min(article.published_at) AS first_at,
        max(article.published_at) AS last_at
    FROM members
    INNER JOIN article USING (article_id)
    GROUP BY members.event_id
)
SELECT event_id AS subject, first_at || ' to ' || last_at AS problem
FROM event
INNER JOIN spans USING (event_id)
WHERE event.first_published_at != spans.first_at OR event.last_published_at != spans.last_at;
