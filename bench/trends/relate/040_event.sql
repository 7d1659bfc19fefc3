-- Events that are new with these articles.
-- Key: event_id.
INSERT INTO event (
    event_id, title, first_published_at, last_published_at, representative_article_id
)
SELECT event_id, any_value(title), min(published_at), max(published_at), any_value(article_id)
FROM stage_related
ANTI JOIN event USING (event_id)
GROUP BY event_id;
