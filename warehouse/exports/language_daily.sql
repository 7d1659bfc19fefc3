-- Output by day and language.
-- Key: (day, language). Bound: $since, $until (UTC, either may be NULL; until is exclusive).
SELECT *
FROM language_daily
WHERE ($since IS NULL OR day >= $since)
    AND ($until IS NULL OR day < $until)
ORDER BY day, language;
