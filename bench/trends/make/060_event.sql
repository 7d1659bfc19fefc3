-- The events.
INSERT INTO event (
    event_id, title, first_published_at, last_published_at, representative_article_id
)
SELECT
    event_id, any_value(title), min(published_at), max(published_at),
    arg_min(article_id, published_at)
FROM article
INNER JOIN event_article USING (article_id)
GROUP BY event_id;
