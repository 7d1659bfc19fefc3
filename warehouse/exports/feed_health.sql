-- How each feed is doing, one a row.
-- Key: feed_id. Bound: $since, $until (UTC, of the last poll; either may be NULL; until is exclusive).
SELECT *
FROM feed_health
WHERE ($since IS NULL OR last_polled_at >= $since)
    AND ($until IS NULL OR last_polled_at < $until)
ORDER BY feed_id;
