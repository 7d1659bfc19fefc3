-- Who publishes, and where entries appear.
-- outlet: one row an outlet, key outlet_id. feed: one row a feed, key feed_id; polling state included.

CREATE TABLE outlet (
    outlet_id VARCHAR NOT NULL,
    name VARCHAR,
    homepage VARCHAR,
    domain VARCHAR,
    country VARCHAR,
    owner VARCHAR,
    kind VARCHAR,
    languages VARCHAR[]
);
COMMENT ON TABLE outlet IS 'Who publishes. One row an outlet; key outlet_id.';
COMMENT ON COLUMN outlet.country IS 'ISO 3166-1 alpha-2.';
COMMENT ON COLUMN outlet.owner IS 'The group the outlet belongs to; outlets of one owner are not independent.';

CREATE TABLE feed (
    feed_id VARCHAR NOT NULL,
    outlet_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    language VARCHAR,
    status VARCHAR NOT NULL,
    next_due_at TIMESTAMPTZ,
    last_polled_at TIMESTAMPTZ,
    last_success_at TIMESTAMPTZ,
    failure_count INTEGER NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    body_sha256 VARCHAR
);
COMMENT ON TABLE feed IS 'Where entries appear, and how polling it went. One row a feed; key feed_id.';
COMMENT ON COLUMN feed.etag IS 'The validator as the server sent it, sent back verbatim.';
