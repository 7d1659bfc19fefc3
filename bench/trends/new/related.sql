-- The events and groups that they are placed in: of its day, or one of its own; alone in its group.
SELECT article_id, event_id, title, published_at
FROM batch
