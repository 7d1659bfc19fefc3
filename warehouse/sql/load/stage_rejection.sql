-- What this run dropped.
-- Grain: one row per dropped entry or feed. Bound: $files.
CREATE OR REPLACE TEMP TABLE stage_rejection AS
SELECT *
FROM read_json($files, format = 'newline_delimited', columns = {
    run_id: 'VARCHAR', stage: 'VARCHAR', key: 'VARCHAR', reason: 'VARCHAR', detail: 'VARCHAR',
    feed_id: 'VARCHAR', entry_id: 'VARCHAR', is_final: 'BOOLEAN'
});
