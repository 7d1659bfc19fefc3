-- Stretch events to the times of the copies that joined them. Grain and key: event_id.
UPDATE event SET first_published_at = span.first_published_at, last_published_at = span.last_published_at
FROM (
    SELECT
        event_id,
        min(published_at) AS first_published_at,
        max(published_at) AS last_published_at
    FROM event_article
    INNER JOIN article USING (article_id)
    GROUP BY event_id
) AS span
WHERE event.event_id = span.event_id
    AND (event.first_published_at, event.last_published_at) != (span.first_published_at, span.last_published_at);
