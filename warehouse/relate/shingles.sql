-- The shingles of all texts around the ungrouped ones. Grain and key: (text, hash); `text` is a number.
-- Reads stage_near.
SELECT rowid AS text, unnest(shingles) AS hash
FROM article_fingerprint
WHERE rowid IN (SELECT text FROM stage_near);
