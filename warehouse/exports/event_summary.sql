-- Each event in one row: how much, by how many, where, who was first.
-- Key: event_id. Bound: $since, $until (UTC, either may be NULL; until is exclusive).
SELECT *
FROM event_summary
WHERE ($since IS NULL OR first_published_at >= $since)
    AND ($until IS NULL OR first_published_at < $until)
ORDER BY articles DESC, event_id;
