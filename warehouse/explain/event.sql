-- One event with its counts. Grain and key: event_id. Bound: $id.
SELECT
    event.event_id, event.title, event.first_published_at, event.last_published_at,
    count(*) AS article_count,
    count(DISTINCT article.language) AS language_count,
    count(DISTINCT article.outlet_id) AS outlet_count
FROM event
INNER JOIN event_article USING (event_id)
INNER JOIN article USING (article_id)
WHERE CAST(event.event_id AS VARCHAR) = $id
GROUP BY ALL;
