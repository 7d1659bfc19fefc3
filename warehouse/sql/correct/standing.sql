-- The corrections that hold, as they were made.
-- Grain: an article corrected.
SELECT kind, article_id, anchor_article_id
FROM event_correction
WHERE withdrawn_at IS NULL
ORDER BY correction_id, rowid;
