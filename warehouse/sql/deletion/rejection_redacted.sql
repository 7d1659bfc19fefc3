-- Rejections that name it: their number stays, so that the books of runs add up.
-- Grain: a rejection. Reads stage_erased_rejection.
UPDATE rejection SET key = gone.mark, entry_id = gone.entry_mark, detail = NULL
FROM stage_erased_rejection AS gone
WHERE rejection.rowid = gone.number;
