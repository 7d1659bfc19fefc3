-- Articles that go, or come back different: their texts, votes and fingerprints are replaced.
-- Grain and key: article_id. is_untold: what they tell has changed, so they are related anew.
CREATE OR REPLACE TEMP TABLE stage_changed AS
SELECT old_id AS article_id, NOT is_told_the_same AS is_untold
FROM stage_outcome
WHERE NOT is_kept AND old_id IS NOT NULL AND NOT (is_told_the_same AND is_described_the_same);
