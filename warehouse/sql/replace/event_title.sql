-- Give events new titles in the languages whose telling article went or changed: that of the
-- earliest left.
-- Grain and key: (event_id, language).
DELETE FROM event_title
WHERE
    article_id IN (SELECT article_id FROM stage_changed)
    OR event_id NOT IN (SELECT event_id FROM event);

INSERT INTO event_title (event_id, language, title, article_id)
WITH earliest AS (
    SELECT
        event_article.event_id,
        article.language,
        arg_min_null(article.title, (article.published_at, article.article_id)) AS title,
        arg_min(article.article_id, (article.published_at, article.article_id)) AS article_id
    FROM event_article
    INNER JOIN article USING (article_id)
    GROUP BY event_article.event_id, article.language
)
SELECT event_id, language, title, article_id
FROM earliest
ANTI JOIN event_title USING (event_id, language);
