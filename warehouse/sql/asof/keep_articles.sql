-- Leave the articles that were in an event then, and put each there.
-- Grain and key: article_id.
DELETE FROM article WHERE article_id NOT IN (SELECT article_id FROM stage_membership);
DELETE FROM article_text WHERE article_id NOT IN (SELECT article_id FROM stage_membership);
DELETE FROM event_article;
INSERT INTO event_article BY NAME FROM stage_membership;
