-- The text that stands best for an event beside some of its articles: the representative, or else
-- the earliest.
-- Grain: one article. Bound: $event, $but (article ids).
SELECT event_article.article_id
FROM event_article
INNER JOIN event USING (event_id)
INNER JOIN article_vector USING (article_id)
WHERE
    CAST(event_id AS VARCHAR) = $event
    AND CAST(event_article.article_id AS VARCHAR) NOT IN (SELECT unnest(CAST($but AS VARCHAR[])))
ORDER BY
    event_article.article_id != representative_article_id,
    article_vector.published_at,
    event_article.article_id
LIMIT 1;
