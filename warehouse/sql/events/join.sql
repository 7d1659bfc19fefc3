-- Put articles in their events.
-- Grain and key: article_id. Bound: $at.
INSERT INTO event_article (event_id, article_id, score, method_version, valid_from)
SELECT event_id, article_id, score, method_version, $at
FROM stage_moved;
