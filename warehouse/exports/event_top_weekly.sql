-- The events of each ISO week by how much is told of them.
-- Key: (week, event_id). Bound: $since, $until (UTC, of the week's Monday; either may be NULL; until is exclusive).
SELECT *
FROM event_top_weekly
WHERE ($since IS NULL OR week >= $since)
    AND ($until IS NULL OR week < $until)
ORDER BY week, rank;
