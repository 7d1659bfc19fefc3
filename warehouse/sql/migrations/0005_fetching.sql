-- What fetching learns: the pace and the validators of each feed, what each host allows, when a page may be
-- asked for again, and how far foreign archive files have been read.
-- host: one row an origin, key origin. archive_import: one row a file, key file.

ALTER TABLE feed ADD COLUMN kind VARCHAR DEFAULT 'feed';
ALTER TABLE feed ADD COLUMN is_validator_trusted BOOLEAN DEFAULT true;
ALTER TABLE feed ADD COLUMN body_at TIMESTAMPTZ;
ALTER TABLE feed ADD COLUMN body_file VARCHAR;
ALTER TABLE feed ADD COLUMN body_offset BIGINT;
ALTER TABLE feed ADD COLUMN interval_s DOUBLE;
ALTER TABLE feed ADD COLUMN pace_streak INTEGER DEFAULT 0;
ALTER TABLE feed ADD COLUMN known_share DOUBLE;
ALTER TABLE feed ADD COLUMN hint_s DOUBLE;
ALTER TABLE feed ADD COLUMN failure_weight DOUBLE DEFAULT 0;
ALTER TABLE feed ADD COLUMN redirect_url VARCHAR;
COMMENT ON COLUMN feed.kind IS 'feed (RSS, Atom), sitemap, or archive (pages read in from foreign files; never polled).';
COMMENT ON COLUMN feed.is_validator_trusted IS 'False where one ETag or Last-Modified stood for two bodies: it is asked for whole.';
COMMENT ON COLUMN feed.interval_s IS 'Seconds between polls, found from how much of a poll was known.';
COMMENT ON COLUMN feed.known_share IS 'Share of the last poll''s entries that were known already, 0 to 1.';
COMMENT ON COLUMN feed.hint_s IS 'Seconds between polls that the feed asks for (ttl, sy:updatePeriod).';
COMMENT ON COLUMN feed.failure_weight IS 'Failures in a row by weight: hard 1, soft 0.5, transient 0.25.';
COMMENT ON COLUMN feed.redirect_url IS 'Where a permanent redirect leads; asked in place of url.';

ALTER TABLE "fetch" ADD COLUMN opt_outs VARCHAR[];
COMMENT ON COLUMN "fetch".opt_outs IS 'Reservations the answer''s headers state against AI training or text and data mining.';

ALTER TABLE entry ADD COLUMN next_attempt_at TIMESTAMPTZ;
COMMENT ON COLUMN entry.next_attempt_at IS 'When the page of a waiting entry may be asked for again.';

CREATE TABLE host (
    origin VARCHAR NOT NULL,
    robots_status VARCHAR NOT NULL,
    robots_text VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    checked_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ,
    unreachable_since TIMESTAMPTZ,
    crawl_delay_s DOUBLE,
    opt_outs VARCHAR[],
    retry_at TIMESTAMPTZ
);
COMMENT ON TABLE host IS 'What an origin (scheme, host and port) allows. Key origin.';
COMMENT ON COLUMN host.robots_status IS 'unasked, found, absent (everything is allowed), or unreachable (nothing is).';
COMMENT ON COLUMN host.opt_outs IS 'Whom or what its robots.txt bars from AI training and text and data mining.';
COMMENT ON COLUMN host.retry_at IS 'When a Retry-After of this origin ends.';

CREATE TABLE archive_import (
    file VARCHAR NOT NULL,
    file_bytes BIGINT NOT NULL,
    next_offset BIGINT NOT NULL,
    page_count BIGINT NOT NULL,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE archive_import IS 'How far a foreign WARC file has been read in. Key file (absolute path).';
COMMENT ON COLUMN archive_import.next_offset IS 'The byte the next record to read begins at; file_bytes when it is done.';
