-- The articles. article: one row a text, key article_id; its body, language votes, fingerprint and
-- vector stand in tables of their own with the same key, so that counting never reads them.

CREATE TABLE article (
    article_id UUID NOT NULL,
    outlet_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    canonical_url VARCHAR,
    title VARCHAR,
    authors VARCHAR[],
    published_at TIMESTAMPTZ NOT NULL,
    published_basis VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    language VARCHAR NOT NULL,
    language_confidence FLOAT,
    char_count INTEGER NOT NULL,
    agency VARCHAR,
    extractor_version VARCHAR,
    fetch_id UUID,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE article IS 'One text at one normalised URL. Key article_id: 128 bits of the SHA-256 of url.';
COMMENT ON COLUMN article.published_basis IS 'Where published_at is from: feed, page, url, or fetch (nothing said when).';
COMMENT ON COLUMN article.language IS 'BCP 47; und where nothing can tell.';
COMMENT ON COLUMN article.agency IS 'The news agency the text credits.';

CREATE TABLE article_text (
    article_id UUID NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    text VARCHAR NOT NULL USING COMPRESSION zstd
);
COMMENT ON TABLE article_text IS 'The body of an article as NFC text. published_at lets a search read only its span of days.';

CREATE TABLE article_language (
    article_id UUID NOT NULL,
    method VARCHAR NOT NULL,
    tag VARCHAR NOT NULL,
    confidence FLOAT
);
COMMENT ON TABLE article_language IS 'Every vote on the language of an article. Key (article_id, method).';

CREATE TABLE article_fingerprint (
    article_id UUID NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    text_hash UBIGINT NOT NULL,
    shingles UBIGINT[] NOT NULL
);
COMMENT ON TABLE article_fingerprint IS 'Sampled shingle hashes by which copies are found. Key article_id.';

CREATE TABLE article_vector (
    article_id UUID NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    language VARCHAR NOT NULL,
    embedder VARCHAR NOT NULL,
    vector FLOAT[] NOT NULL
);
COMMENT ON TABLE article_vector IS 'Unit vector of title and lead, originals only; never compared across embedders. Key article_id.';
