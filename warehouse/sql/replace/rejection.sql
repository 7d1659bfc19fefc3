-- What was rejected, less what only the archive is to blame for. Grain: one row a page.
INSERT INTO rejection (run_id, stage, key, reason, detail, feed_id, entry_id, is_final)
SELECT run_id, stage, key, reason, detail, feed_id, entry_id, is_final
FROM stage_rejection
WHERE reason != 'archive_unreadable';
