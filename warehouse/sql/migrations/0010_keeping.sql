-- What is erased for good and must not come back, what of it is still to be cut out of the archive, and what
-- went for its age. erased: key (kind, key). unarchived: key both. retained: one row a kind and time.

CREATE TABLE erased (
    kind VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    erased_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    note VARCHAR
);
COMMENT ON TABLE erased IS 'What was erased and is refused wherever it comes from. Key (kind, key).';
COMMENT ON COLUMN erased.kind IS 'url, outlet, or domain (that of an erased outlet, where no other outlet has it).';
COMMENT ON COLUMN erased.key IS
    'Of a url the first 128 bits of the SHA-256 of its normal form, as article_id is: the URL itself is not kept.';
COMMENT ON COLUMN erased.erased_at IS 'When it was erased first.';
COMMENT ON COLUMN erased.finished_at IS
    'When archive and warehouse file held nothing of it any more; NULL until then, and the next run goes on with it.';
COMMENT ON COLUMN erased.note IS 'Why, as the person who erased it said.';

CREATE TABLE unarchived (
    archive_file VARCHAR NOT NULL,
    archive_offset BIGINT NOT NULL
);
COMMENT ON TABLE unarchived IS 'Records that still have to be cut out of archive files. Emptied when they are.';

COMMENT ON COLUMN unarchived.archive_file IS 'WARC file, relative to the data folder.';

CREATE TABLE retained (
    kind VARCHAR NOT NULL,
    before_at TIMESTAMPTZ NOT NULL,
    removed_count BIGINT NOT NULL,
    retained_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE retained IS 'What was removed for its age. One row a kind and time.';
COMMENT ON COLUMN retained.kind IS 'text, vector, archive, fetch or rejection.';
COMMENT ON COLUMN retained.before_at IS 'What was older than this was removed.';
COMMENT ON COLUMN retained.removed_count IS 'Rows, or of the archive its files.';
COMMENT ON COLUMN retained.retained_at IS 'When it was removed.';

ALTER TABLE article ADD COLUMN text_removed_at TIMESTAMPTZ;
COMMENT ON COLUMN article.text_removed_at IS 'When its text was removed for its age; NULL while it is there.';
