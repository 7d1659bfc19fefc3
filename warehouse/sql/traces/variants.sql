-- Pages that reading refused because they are an erased article at another URL.
-- Grain and key: key.
SELECT DISTINCT key
FROM rejection
WHERE reason = 'erased' AND NOT starts_with(key, 'erased:');
