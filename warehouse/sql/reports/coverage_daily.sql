-- Title: Coverage of each event by day, language and outlet
-- Grain: one row for each day, event, language and outlet
-- Columns: day, event_id, title, language, outlet_id, articles, originals, owner, answered_share
-- Parameters: since, until
SELECT
    coverage_daily.day,
    coverage_daily.event_id,
    event_tally.title,
    coverage_daily.language,
    coverage_daily.outlet_id,
    coverage_daily.articles,
    coverage_daily.originals,
    coverage_daily.owner,
    coverage_daily.answered_share
FROM coverage_daily
LEFT JOIN event_tally USING (event_id)
WHERE
    ($since IS NULL OR coverage_daily.day >= first_day_since($since))
    AND ($until IS NULL OR coverage_daily.day < first_day_since($until))
ORDER BY
    coverage_daily.day,
    coverage_daily.event_id,
    coverage_daily.language,
    coverage_daily.outlet_id;
