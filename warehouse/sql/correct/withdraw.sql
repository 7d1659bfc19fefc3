-- Withdraw a correction that holds.
-- Grain: an article corrected. Bound: $id, $at.
UPDATE event_correction SET withdrawn_at = $at
WHERE correction_id = $id AND withdrawn_at IS NULL
RETURNING kind, article_id, anchor_article_id;
