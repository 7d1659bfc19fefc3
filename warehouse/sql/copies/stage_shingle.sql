-- The shingles that the ungrouped texts share with the texts around them, themselves included.
-- Grain and key: (text, hash); `text` is a row id. Reads stage_ungrouped and stage_near.
CREATE OR REPLACE TEMP TABLE stage_shingle AS
WITH sought AS (SELECT DISTINCT unnest(shingles) AS hash FROM stage_ungrouped),
held AS (
    SELECT rowid AS text, unnest(shingles) AS hash
    FROM article_fingerprint
    WHERE rowid IN (SELECT text FROM stage_near)
)
FROM held
SEMI JOIN sought USING (hash);
