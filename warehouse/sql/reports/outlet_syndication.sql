-- Title: How much of an outlet's output is copied, by day
-- Grain: one row for each day and outlet
-- Columns: day, outlet_id, owner, articles, copied, copied_share, originals, answered_share
-- Parameters: since, until
SELECT
    day,
    outlet_id,
    owner,
    articles,
    copied,
    copied_share,
    originals,
    answered_share
FROM outlet_syndication
WHERE
    ($since IS NULL OR day >= first_day_since($since))
    AND ($until IS NULL OR day < first_day_since($until))
ORDER BY day, outlet_id;
