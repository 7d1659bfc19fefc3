-- The titles of an event.
-- Grain and key: language. Bound: $id.
SELECT language, title
FROM event_title
WHERE CAST(event_id AS VARCHAR) = $id
ORDER BY language;
