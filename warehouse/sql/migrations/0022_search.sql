-- The index of words that searches read.

CREATE TABLE search_document (
    document UINTEGER NOT NULL,
    article_id UUID NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    outlet_id VARCHAR,
    language VARCHAR
);

CREATE TABLE search_posting (
    term VARCHAR NOT NULL,
    document UINTEGER NOT NULL,
    is_in_title BOOLEAN NOT NULL
);

CREATE TABLE search_posting_recent (
    term VARCHAR NOT NULL,
    document UINTEGER NOT NULL,
    is_in_title BOOLEAN NOT NULL
);

CREATE TABLE unindexed (article_id UUID);
INSERT INTO unindexed SELECT article_id FROM article ORDER BY published_at;
