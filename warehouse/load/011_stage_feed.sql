-- The feeds of this run with the polling state they are in now. Grain and key: feed_id. Bound: $files.
CREATE OR REPLACE TEMP TABLE stage_feed AS
WITH feeds AS (
    SELECT *
    FROM read_json($files, format = 'newline_delimited', columns = {
        feed_id: 'VARCHAR', outlet_id: 'VARCHAR', url: 'VARCHAR', language: 'VARCHAR',
        state: 'STRUCT(status VARCHAR, next_due_at TIMESTAMPTZ, last_polled_at TIMESTAMPTZ,
            last_success_at TIMESTAMPTZ, failure_count INTEGER, etag VARCHAR, last_modified VARCHAR,
            body_sha256 VARCHAR)'
    })
)
SELECT feed_id, outlet_id, url, language, unnest(state)
FROM feeds
QUALIFY row_number() OVER (PARTITION BY feed_id) = 1;
