-- Title: Output by day and language
-- Grain: one row for each day and language
-- Columns: day, language, articles, originals, outlets, owners, answered_share
-- Parameters: since, until
SELECT
    day,
    language,
    articles,
    originals,
    outlets,
    owners,
    answered_share
FROM language_daily
WHERE
    ($since IS NULL OR day >= first_day_since($since))
    AND ($until IS NULL OR day < first_day_since($until))
ORDER BY day, language;
