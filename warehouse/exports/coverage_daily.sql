-- Coverage of each event by day, language and outlet.
-- Key: (day, event_id, language, outlet_id). Bound: $since, $until (UTC, either may be NULL; until is exclusive).
SELECT *
FROM coverage_daily
WHERE ($since IS NULL OR day >= $since)
    AND ($until IS NULL OR day < $until)
ORDER BY day, event_id, language, outlet_id;
