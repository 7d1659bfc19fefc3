-- How their pages read.
-- Grain and key: (run_id, outlet_id). Reads stage_erased.
DELETE FROM outlet_reading
WHERE outlet_id IN (SELECT key FROM stage_erased WHERE kind = 'outlet');
