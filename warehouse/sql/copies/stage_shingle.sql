-- The shingles that the texts around the ungrouped ones, these too, have of the ungrouped ones'.
-- Grain and key: (text, hash); `text` is a number. Reads stage_ungrouped and stage_near.
CREATE OR REPLACE TEMP TABLE stage_shingle AS
WITH asked AS (SELECT DISTINCT unnest(shingles) AS hash FROM stage_ungrouped),
held AS (
    SELECT rowid AS text, unnest(shingles) AS hash
    FROM article_fingerprint
    WHERE rowid IN (SELECT text FROM stage_near)
)
FROM held
SEMI JOIN asked USING (hash);
