-- The articles of a span whose id is also the id that grouping gave an event.
-- Grain and key: article_id. Bound: $since, $until (seconds). The id of an event that ended may
-- come back with the article that founded it. An event that corrections have emptied keeps its id.
WITH grouped AS (
    SELECT event_id FROM event
    UNION ALL
    SELECT event_id FROM event_article_uncorrected
)
SELECT CAST(article_id AS VARCHAR) AS article_id
FROM article_vector
SEMI JOIN grouped ON article_vector.article_id = grouped.event_id
WHERE published_at BETWEEN to_timestamp(floor($since)) AND to_timestamp(ceil($until));
