-- Forget the old rows.
-- Grain and key: article_id.
DELETE FROM article_tally
WHERE rowid IN (SELECT place FROM stage_before);
