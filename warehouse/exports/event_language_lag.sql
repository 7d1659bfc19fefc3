-- How long each event took to reach each language.
-- Key: (event_id, language). Bound: $since, $until (UTC, either may be NULL; until is exclusive).
SELECT *
FROM event_language_lag
WHERE ($since IS NULL OR first_published_at >= $since)
    AND ($until IS NULL OR first_published_at < $until)
ORDER BY event_id, lag_minutes, language;
