-- The feeds of this run with the polling state they are in now.
-- Grain and key: feed_id. Bound: $files.
CREATE OR REPLACE TEMP TABLE stage_feed AS
WITH feeds AS (
    SELECT *
    FROM read_json($files, format = 'newline_delimited', columns = {
        feed_id: 'VARCHAR',
        outlet_id: 'VARCHAR',
        url: 'VARCHAR',
        language: 'VARCHAR',
        kind: 'VARCHAR',
        state: 'STRUCT(status VARCHAR, next_due_at TIMESTAMPTZ, last_polled_at TIMESTAMPTZ,
            last_success_at TIMESTAMPTZ, interval_s DOUBLE, pace_streak INTEGER, known_share DOUBLE,
            hint_s DOUBLE, failure_count INTEGER, failure_weight DOUBLE, redirect_url VARCHAR,
            etag VARCHAR, last_modified VARCHAR, is_validator_trusted BOOLEAN, body_sha256 VARCHAR,
            body_at TIMESTAMPTZ, body_file VARCHAR, body_offset BIGINT,
            sitemaps STRUCT(url VARCHAR, index_url VARCHAR, is_newest BOOLEAN, etag VARCHAR,
                last_modified VARCHAR, body_sha256 VARCHAR, asked_at TIMESTAMPTZ,
                whole_at TIMESTAMPTZ, error VARCHAR, left_out_count INTEGER)[],
            left_out_count INTEGER)'
    })
)
SELECT feed_id, outlet_id, url, language, kind, unnest(state)
FROM feeds
QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY state.last_polled_at DESC NULLS LAST) = 1;
