-- Rejections have no key of their own: a run's are replaced as a whole, so loading twice changes nothing.
INSERT INTO rejection (run_id, stage, key, reason, detail, feed_id, entry_id, is_final)
SELECT run_id, stage, key, reason, detail, feed_id, entry_id, is_final
FROM stage_rejection;
