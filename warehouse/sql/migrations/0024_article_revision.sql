-- What outlets change of articles that are in the warehouse.

CREATE TABLE article_revision (
    article_id UUID NOT NULL,
    revised_at TIMESTAMPTZ NOT NULL,
    field VARCHAR NOT NULL,
    before VARCHAR NOT NULL,
    after VARCHAR NOT NULL,
    feed_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL
);
COMMENT ON TABLE article_revision IS
    'Titles that feeds changed of articles that were loaded before, each change in a row, the first twenty of an entry. Key (feed_id, entry_id, field, revised_at).';
COMMENT ON COLUMN article_revision.revised_at IS 'When the new value was seen first: the poll before had the old one.';
COMMENT ON COLUMN article_revision.field IS 'What changed: title.';
COMMENT ON COLUMN article_revision.before IS 'The value before, as the feed gave it.';
COMMENT ON COLUMN article_revision.after IS 'The value since then, as the feed gave it.';
