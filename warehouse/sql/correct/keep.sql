-- Keep the rows of one correction under the next number.
-- Grain: an article corrected. Reads stage_correction. Bound: $note, $at.
INSERT INTO event_correction (correction_id, kind, article_id, anchor_article_id, note, made_at)
SELECT
    (SELECT coalesce(max(correction_id), 0) + 1 FROM event_correction),
    kind, article_id, anchor_article_id, $note, $at
FROM stage_correction
RETURNING correction_id;
