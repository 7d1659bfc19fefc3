-- Each article is alone in its group.
-- Key: article_id.
INSERT INTO syndication_member
SELECT article_id, article_id, 'original', 1, 'made'
FROM stage_related;
