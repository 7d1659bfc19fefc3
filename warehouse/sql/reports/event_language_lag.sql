-- Title: How long each event took to reach each language
-- Grain: one row for each event and language; the span is of the event's first article
-- Columns: event_id, title, language, first_published_at, lag_minutes, first_outlet_id, articles,
--     originals, owners
-- Parameters: since, until
SELECT
    event_language_lag.event_id,
    event_tally.title,
    event_language_lag.language,
    event_language_lag.first_published_at,
    event_language_lag.lag_minutes,
    event_language_lag.first_outlet_id,
    event_language_lag.articles,
    event_language_lag.originals,
    event_language_lag.owners
FROM event_language_lag
LEFT JOIN event_tally USING (event_id)
WHERE
    ($since IS NULL OR event_language_lag.first_published_at >= $since)
    AND ($until IS NULL OR event_language_lag.first_published_at < $until)
ORDER BY event_language_lag.event_id, event_language_lag.lag_minutes, event_language_lag.language;
