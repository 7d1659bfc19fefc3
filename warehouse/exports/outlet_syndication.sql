-- How much of an outlet's output is copied, by day.
-- Key: (day, outlet_id). Bound: $since, $until (UTC, either may be NULL; until is exclusive).
SELECT *
FROM outlet_syndication
WHERE ($since IS NULL OR day >= $since)
    AND ($until IS NULL OR day < $until)
ORDER BY day, outlet_id;
