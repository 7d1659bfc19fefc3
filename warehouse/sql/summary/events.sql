-- The events most outlets told of.
-- Grain and key: event_id.
SELECT title, articles, originals, outlets, owners, languages, countries
FROM event_summary
WHERE articles > 1
ORDER BY outlets DESC, articles DESC, event_id
LIMIT 15;
