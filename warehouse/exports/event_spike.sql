-- Days on which an event had more articles than expected.
-- Key: (day, event_id). Bound: $since, $until (UTC, either may be NULL; until is exclusive).
SELECT *
FROM event_spike
WHERE ($since IS NULL OR day >= $since)
    AND ($until IS NULL OR day < $until)
ORDER BY day, event_id;
