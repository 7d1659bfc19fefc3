-- The index of words that searches read.

CREATE TABLE search_document (
    document UINTEGER NOT NULL,
    article_id UUID NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    outlet_id VARCHAR,
    language VARCHAR
);
COMMENT ON TABLE search_document IS 'An article whose words are in the index. Key document.';
COMMENT ON COLUMN search_document.document IS
    'Its number in the index. Numbers go up with the order in which articles came.';

CREATE TABLE search_posting (
    term VARCHAR NOT NULL,
    document UINTEGER NOT NULL,
    is_in_title BOOLEAN NOT NULL
);
COMMENT ON TABLE search_posting IS
    'A word of an article, folded as search_words does; sorted by term within parts of 5,000 and more articles. Key (term, document).';
COMMENT ON COLUMN search_posting.is_in_title IS 'Whether the word is in the title; it may be in the text, too.';

CREATE TABLE search_posting_recent (
    term VARCHAR NOT NULL,
    document UINTEGER NOT NULL,
    is_in_title BOOLEAN NOT NULL
);
COMMENT ON TABLE search_posting_recent IS
    'Words of the newest articles, which wait to be sorted into search_posting. Key (term, document).';
COMMENT ON COLUMN search_posting_recent.is_in_title IS
    'Whether the word is in the title; it may be in the text, too.';

CREATE TABLE unindexed (article_id UUID);
COMMENT ON TABLE unindexed IS 'Articles whose words are not in the index yet.';
INSERT INTO unindexed SELECT article_id FROM article ORDER BY published_at;
