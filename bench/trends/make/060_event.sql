-- The events.
INSERT INTO event SELECT event_id, any_value(title), min(published_at), max(published_at),
    arg_min(article_id, published_at)
FROM article
JOIN event_article USING (article_id)
GROUP BY event_id;
