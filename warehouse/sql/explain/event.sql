-- One event with its counts, also by the id of one that became part of it.
-- Grain and key: event_id. Bound: $id.
WITH led AS (
    SELECT $id AS event_id
    UNION
    SELECT CAST(event_id AS VARCHAR) FROM event_alias WHERE CAST(old_event_id AS VARCHAR) = $id
)
SELECT
    event.event_id,
    coalesce(event_tally.title, event.title) AS title,
    event_tally.title_language,
    event.representative_article_id,
    event.first_published_at,
    event.last_published_at,
    count(*) AS article_count,
    count(DISTINCT article.language) AS language_count,
    count(DISTINCT article.outlet_id) AS outlet_count
FROM event
INNER JOIN led ON CAST(event.event_id AS VARCHAR) = led.event_id
LEFT JOIN event_tally ON event.event_id = event_tally.event_id
INNER JOIN event_article ON event.event_id = event_article.event_id
INNER JOIN article USING (article_id)
GROUP BY ALL;
