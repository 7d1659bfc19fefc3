-- Days, weeks and events that are counted twice.
-- Grain: a finding. Reads what the last tallying staged.
WITH days AS (SELECT DISTINCT day FROM stage_touched),
events AS (SELECT DISTINCT event_id FROM stage_touched),
counts AS (
    SELECT 'language_day' AS part, day || ' ' || language AS subject
    FROM language_day
    SEMI JOIN days USING (day)
    UNION ALL
    SELECT 'language_pace', day || ' ' || language FROM language_pace SEMI JOIN days USING (day)
    UNION ALL
    SELECT 'outlet_day', day || ' ' || outlet_id FROM outlet_day SEMI JOIN days USING (day)
    UNION ALL
    SELECT 'word_week', week || ' ' || language || ' ' || word
    FROM word_week
    SEMI JOIN stage_week USING (week)
    UNION ALL
    SELECT 'event_day', day || ' ' || event_id FROM event_day SEMI JOIN events USING (event_id)
    UNION ALL
    SELECT 'event_before', day || ' ' || event_id || ' ' || language
    FROM event_before
    SEMI JOIN events USING (event_id)
    UNION ALL
    SELECT 'event_week', week || ' ' || event_id FROM event_week SEMI JOIN events USING (event_id)
    UNION ALL
    SELECT 'event_language', event_id || ' ' || language
    FROM event_language
    SEMI JOIN events USING (event_id)
    UNION ALL
    SELECT 'event_tally', CAST(event_id AS VARCHAR)
    FROM event_tally
    SEMI JOIN events USING (event_id)
)
SELECT subject, count(*) || ' rows: ' || part AS problem
FROM counts
GROUP BY subject, part
HAVING count(*) > 1;
