-- Stretch events to the times of the copies that joined them.
-- Grain and key: event_id. Reads stage_copy.
UPDATE event SET
    first_published_at = least(event.first_published_at, span.first_published_at),
    last_published_at = greatest(event.last_published_at, span.last_published_at)
FROM (
    SELECT
        told.event_id,
        min(article.published_at) AS first_published_at,
        max(article.published_at) AS last_published_at
    FROM event_article AS told
    SEMI JOIN stage_copy USING (article_id)
    INNER JOIN article USING (article_id)
    GROUP BY told.event_id
) AS span
WHERE
    event.event_id = span.event_id
    AND (
        span.first_published_at < event.first_published_at
        OR span.last_published_at > event.last_published_at
    );
