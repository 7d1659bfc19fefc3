-- The events that were, with the titles they had.
-- Grain and key: event_id. Bound: $at.
CREATE OR REPLACE TEMP TABLE stage_event AS
WITH titles AS (
    SELECT event_id, title, representative_article_id, valid_from FROM event
    UNION ALL
    SELECT event_id, title, representative_article_id, valid_from
    FROM event_past
    WHERE valid_to > $at
),
standing AS (
    SELECT *
    FROM titles
    WHERE valid_from <= $at
    QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY valid_from) = 1
)
SELECT
    event_article.event_id,
    any_value(standing.title) AS title,
    min(article.published_at) AS first_published_at,
    max(article.published_at) AS last_published_at,
    coalesce(
        any_value(standing.representative_article_id),
        arg_min(article.article_id, (article.published_at, article.article_id))
    ) AS representative_article_id
FROM event_article
INNER JOIN article USING (article_id)
LEFT JOIN standing USING (event_id)
GROUP BY event_article.event_id;
