-- Days and events whose counts do not add up to one another, and events with a count that cannot
-- be.
-- Grain: a finding. Reads what the last tallying staged.
WITH days AS (SELECT DISTINCT day FROM stage_touched),
events AS (SELECT DISTINCT event_id FROM stage_touched),
by_day AS (
    SELECT 'language_day' AS part, day, sum(articles) AS articles
    FROM language_day
    SEMI JOIN days USING (day)
    GROUP BY ALL
    UNION ALL
    SELECT 'outlet_day', day, sum(articles) FROM outlet_day SEMI JOIN days USING (day) GROUP BY ALL
),
by_event AS (
    SELECT 'event_tally' AS part, event_id, articles
    FROM event_tally
    SEMI JOIN events USING (event_id)
    UNION ALL
    SELECT 'event_day', event_id, sum(articles)
    FROM event_day
    SEMI JOIN events USING (event_id)
    GROUP BY ALL
    UNION ALL
    SELECT 'event_week', event_id, sum(articles)
    FROM event_week
    SEMI JOIN events USING (event_id)
    GROUP BY ALL
    UNION ALL
    SELECT 'event_language', event_id, sum(articles)
    FROM event_language
    SEMI JOIN events USING (event_id)
    GROUP BY ALL
)
SELECT
    CAST(day AS VARCHAR) AS subject,
    min(articles) || ' to ' || max(articles) || ' articles' AS problem
FROM by_day
GROUP BY day
HAVING min(articles) != max(articles) OR count(*) != 2
UNION ALL
SELECT CAST(event_id AS VARCHAR), min(articles) || ' to ' || max(articles) || ' articles'
FROM by_event
GROUP BY event_id
HAVING min(articles) != max(articles) OR count(*) != 4
UNION ALL
SELECT CAST(event_id AS VARCHAR), originals || ' originals, ' || owners || ' owners of ' || articles
FROM event_tally
SEMI JOIN events USING (event_id)
WHERE
    originals NOT BETWEEN 1 AND articles OR owners NOT BETWEEN 1 AND outlets OR outlets > articles;
