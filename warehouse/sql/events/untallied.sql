-- What moved between events has to be tallied anew.
-- Grain: an article.
INSERT INTO untallied
SELECT article_id
FROM stage_moved;
