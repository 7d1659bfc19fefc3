-- Rejections that name what is erased: the rows stay, so that the counts of runs reconcile.
-- Grain: a rejection. Reads stage_erased_rejection.
UPDATE rejection SET key = gone.mark, entry_id = gone.entry_mark, detail = NULL
FROM stage_erased_rejection AS gone
WHERE rejection.rowid = gone.number;
