-- Every request of this run.
-- Grain and key: fetch_id. Bound: $files.
CREATE OR REPLACE TEMP TABLE stage_fetch AS
SELECT *
FROM
    read_json($files, format = 'newline_delimited', columns = {
        fetch_id: 'UUID',
        run_id: 'VARCHAR',
        target_kind: 'VARCHAR',
        url: 'VARCHAR',
        final_url: 'VARCHAR',
        host: 'VARCHAR', requested_at: 'TIMESTAMPTZ', elapsed_ms: 'INTEGER', outcome: 'VARCHAR',
        http_status: 'INTEGER',
        content_type: 'VARCHAR',
        body_bytes: 'BIGINT',
        body_sha256: 'VARCHAR',
        archive_file: 'VARCHAR', archive_offset: 'BIGINT', opt_outs: 'VARCHAR[]', error: 'VARCHAR'
    })
QUALIFY row_number() OVER (PARTITION BY fetch_id) = 1;
