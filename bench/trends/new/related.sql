-- The event of each article (one of its day, or a new one) and its group, in which it is alone.
SELECT article_id, event_id, title, published_at
FROM batch
