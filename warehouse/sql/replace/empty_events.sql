-- Events that nothing tells of any more.
-- Grain and key: event_id.
DELETE FROM event
WHERE event_id NOT IN (SELECT event_id FROM event_article);
