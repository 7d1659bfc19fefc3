-- What came in and what was dropped.
-- fetch: one row a request, key fetch_id. entry: one row an item of a feed, key (feed_id, entry_id).
-- rejection: one row a dropped item of a run. run: one row a run, key run_id.

CREATE TABLE "fetch" (
    fetch_id UUID NOT NULL,
    run_id VARCHAR NOT NULL,
    target_kind VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR,
    host VARCHAR,
    requested_at TIMESTAMPTZ,
    elapsed_ms INTEGER,
    outcome VARCHAR NOT NULL,
    http_status INTEGER,
    content_type VARCHAR,
    body_bytes BIGINT,
    body_sha256 VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    error VARCHAR
);
COMMENT ON TABLE "fetch" IS 'One request and what came of it. Key fetch_id.';
COMMENT ON COLUMN "fetch".archive_file IS 'WARC file, relative to the data folder; archive_offset is the byte its record begins at.';

CREATE TABLE entry (
    feed_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    article_id UUID,
    url VARCHAR,
    article_url VARCHAR,
    title VARCHAR,
    summary VARCHAR,
    published_raw VARCHAR,
    published_at TIMESTAMPTZ,
    updated_at TIMESTAMPTZ,
    first_seen_at TIMESTAMPTZ,
    last_seen_at TIMESTAMPTZ,
    state VARCHAR NOT NULL,
    attempt_count INTEGER NOT NULL
);
COMMENT ON TABLE entry IS 'One item in one feed. Key (feed_id, entry_id).';
COMMENT ON COLUMN entry.url IS 'The link as the feed gave it; article_url is its normal form.';
COMMENT ON COLUMN entry.article_id IS 'The article its page became; NULL where it was rejected or waits for another try.';
COMMENT ON COLUMN entry.state IS 'loaded, rejected (for good), or waiting (a later run tries the page again).';

CREATE TABLE rejection (
    run_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR,
    feed_id VARCHAR,
    entry_id VARCHAR,
    is_final BOOLEAN NOT NULL
);
COMMENT ON TABLE rejection IS 'What a run dropped and why; one row an item. With loaded and known it adds up to what entered.';

CREATE TABLE run (
    run_id VARCHAR NOT NULL,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    status VARCHAR NOT NULL,
    entered_count BIGINT,
    loaded_count BIGINT,
    known_count BIGINT,
    rejected_count BIGINT
);
COMMENT ON TABLE run IS 'One pass of the pipeline. entered_count = loaded_count + known_count + rejected_count. Key run_id.';
COMMENT ON COLUMN run.status IS 'loaded (articles are in), succeeded (published), abandoned (died before its load; nothing of it is here).';
