-- How far a foreign archive file is read in with this run.
-- Grain and key: file. Bound: $files.
CREATE OR REPLACE TEMP TABLE stage_import AS
SELECT *
FROM read_json($files, format = 'newline_delimited', columns = {
    file: 'VARCHAR',
    file_bytes: 'BIGINT',
    next_offset: 'BIGINT',
    page_count: 'BIGINT',
    run_id: 'VARCHAR'
});
