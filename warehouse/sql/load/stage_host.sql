-- What this run learned of the origins it asked, the latest word of each.
-- Grain and key: origin. Bound: $files.
CREATE OR REPLACE TEMP TABLE stage_host AS
SELECT * EXCLUDE (filename)
FROM
    read_json($files, format = 'newline_delimited', filename = true, columns = {
        origin: 'VARCHAR', robots_status: 'VARCHAR', robots_text: 'VARCHAR', etag: 'VARCHAR',
        last_modified: 'VARCHAR', checked_at: 'TIMESTAMPTZ', expires_at: 'TIMESTAMPTZ',
        unreachable_since: 'TIMESTAMPTZ', crawl_delay_s: 'DOUBLE', opt_outs: 'VARCHAR[]',
        retry_at: 'TIMESTAMPTZ'
    })
QUALIFY row_number() OVER (
    PARTITION BY origin ORDER BY checked_at DESC NULLS LAST, retry_at DESC NULLS LAST, filename
) = 1;
