-- Note what was erased; what was before is erased once more.
-- Grain and key: (kind, key). Reads stage_erased. Bound: $at, $note.
MERGE INTO erased USING
    stage_erased AS staged
    ON erased.kind = staged.kind AND erased.key = staged.key
WHEN MATCHED THEN UPDATE SET finished_at = NULL
WHEN NOT MATCHED THEN
    INSERT (kind, key, erased_at, note) VALUES (staged.kind, staged.key, $at, $note);
