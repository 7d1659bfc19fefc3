-- Forget the old rows.
-- Grain and key: article_id.
DELETE FROM article_tally
WHERE rowid IN (SELECT row_id FROM stage_before);
