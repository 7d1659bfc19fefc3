-- Erased outlets.
-- Grain and key: outlet_id. Reads stage_erased.
DELETE FROM outlet
WHERE outlet_id IN (SELECT key FROM stage_erased WHERE kind = 'outlet');
