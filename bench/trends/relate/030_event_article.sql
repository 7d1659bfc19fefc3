-- Each article is in its event.
-- Key: article_id.
INSERT INTO event_article (event_id, article_id, score, method_version)
SELECT event_id, article_id, 0.9, 'made'
FROM stage_related;
