-- Articles that go, or come back different: their texts, votes and fingerprints are replaced.
-- Grain and key: article_id. is_text_changed: text, title, language or time differ, so they are
-- related again.
CREATE OR REPLACE TEMP TABLE stage_changed AS
SELECT old_id AS article_id, NOT has_same_text AS is_text_changed
FROM stage_outcome
WHERE NOT is_kept AND old_id IS NOT NULL AND NOT (has_same_text AND has_same_details);
