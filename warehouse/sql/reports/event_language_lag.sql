-- Title: How long each event took to reach each language
-- Grain: one row for each event and language; the span is of the event's first article
-- Columns: event_id, language, first_published_at, lag_minutes, first_outlet_id, articles,
--     originals, owners
-- Parameters: since, until
SELECT
    event_id,
    language,
    first_published_at,
    lag_minutes,
    first_outlet_id,
    articles,
    originals,
    owners
FROM event_language_lag
WHERE
    ($since IS NULL OR first_published_at >= $since)
    AND ($until IS NULL OR first_published_at < $until)
ORDER BY event_id, lag_minutes, language;
