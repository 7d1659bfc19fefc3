-- Give events whose telling article went another, and all that changed their span.
-- Grain and key: event_id.
UPDATE event SET
    title = told.title,
    representative_article_id = told.article_id,
    first_published_at = told.first_published_at,
    last_published_at = told.last_published_at
FROM (
    SELECT
        event_article.event_id,
        coalesce(
            arg_min(article.title, article.published_at) FILTER (
                WHERE article.article_id = event.representative_article_id
            ),
            arg_min(article.title, (article.published_at, article.article_id))
        ) AS title,
        coalesce(
            min(article.article_id) FILTER (
                WHERE article.article_id = event.representative_article_id
            ),
            arg_min(article.article_id, (article.published_at, article.article_id))
        ) AS article_id,
        min(article.published_at) AS first_published_at,
        max(article.published_at) AS last_published_at
    FROM event_article
    INNER JOIN article USING (article_id)
    INNER JOIN event USING (event_id)
    GROUP BY event_article.event_id
) AS told
WHERE
    event.event_id = told.event_id
    AND (
        event.title,
        event.representative_article_id,
        event.first_published_at,
        event.last_published_at
    )
    IS DISTINCT FROM (told.title, told.article_id, told.first_published_at, told.last_published_at);
