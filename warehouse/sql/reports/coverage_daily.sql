-- Title: Coverage of each event by day, language and outlet
-- Grain: one row for each day, event, language and outlet
-- Columns: day, event_id, language, outlet_id, articles, originals, owner, answered_share
-- Parameters: since, until
SELECT
    day,
    event_id,
    language,
    outlet_id,
    articles,
    originals,
    owner,
    answered_share
FROM coverage_daily
WHERE
    ($since IS NULL OR day >= first_day_since($since))
    AND ($until IS NULL OR day < first_day_since($until))
ORDER BY day, event_id, language, outlet_id;
