-- The titles of events.
-- Key: event_id.
UPDATE event SET title = article.title
FROM article
WHERE event.representative_article_id = article.article_id;

INSERT INTO event_title (event_id, language, title, article_id)
SELECT
    event_id,
    language,
    arg_min(title, (published_at, article_id)),
    arg_min(article_id, (published_at, article_id))
FROM event_article
INNER JOIN article USING (article_id)
GROUP BY event_id, language;
