-- Which articles of a span have the id of an event.
-- Grain and key: article_id. Bound: $since, $until (seconds). The id of an event that is no more
-- may come back with the article that founded it.
SELECT CAST(article_id AS VARCHAR) AS article_id
FROM article_vector
SEMI JOIN event ON article_vector.article_id = event.event_id
WHERE published_at BETWEEN to_timestamp(floor($since)) AND to_timestamp(ceil($until));
