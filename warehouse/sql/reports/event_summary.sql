-- Title: Each event: how much, by how many, where, who was first
-- Grain: one row for each event (event_id); the span is of the event's first article
-- Columns: event_id, title, articles, originals, outlets, owners, languages, countries,
--     first_published_at,
--     last_published_at, first_outlet_id, half_life_minutes, title_language
-- Parameters: since, until
SELECT
    event_id,
    title,
    articles,
    originals,
    outlets,
    owners,
    languages,
    countries,
    first_published_at,
    last_published_at,
    first_outlet_id,
    half_life_minutes,
    title_language
FROM event_summary
WHERE
    ($since IS NULL OR first_published_at >= $since)
    AND ($until IS NULL OR first_published_at < $until)
ORDER BY articles DESC, event_id;
