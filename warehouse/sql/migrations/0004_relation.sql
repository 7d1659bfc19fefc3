-- Which articles are copies of one text, and which tell of one event.

CREATE TABLE syndication_member (
    group_id UUID NOT NULL,
    article_id UUID NOT NULL,
    relation VARCHAR NOT NULL,
    similarity FLOAT NOT NULL,
    method_version VARCHAR NOT NULL
);
COMMENT ON TABLE syndication_member IS 'Every article in its group of copies, alone or not. Key article_id.';
COMMENT ON COLUMN syndication_member.relation IS 'original, exact, near or excerpt.';
COMMENT ON COLUMN syndication_member.similarity IS 'Share of the shorter text that is in the original too, 0 to 1.';

CREATE TABLE event (
    event_id UUID NOT NULL,
    title VARCHAR,
    first_published_at TIMESTAMPTZ NOT NULL,
    last_published_at TIMESTAMPTZ NOT NULL,
    representative_article_id UUID NOT NULL
);
COMMENT ON TABLE event IS 'One happening, in whatever languages it is told. Key event_id, which survives re-grouping.';

CREATE TABLE event_article (
    event_id UUID NOT NULL,
    article_id UUID NOT NULL,
    score FLOAT NOT NULL,
    method_version VARCHAR NOT NULL
);
COMMENT ON TABLE event_article IS 'Which event an article tells of; every article in one. Key article_id.';
COMMENT ON COLUMN event_article.score IS 'Closeness to the event when the article (or the original it copies) joined.';

CREATE TABLE language_mean (
    embedder VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    article_count BIGINT NOT NULL,
    total DOUBLE[] NOT NULL,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE language_mean IS 'Sum and count of the vectors of a language, as each run left them. Key (embedder, language, run_id).';

CREATE TABLE mention (
    watchlist_id VARCHAR NOT NULL,
    article_id UUID NOT NULL,
    term VARCHAR NOT NULL,
    surface VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
COMMENT ON TABLE mention IS 'A watchlist term found. start and end count code points of the NFC text.';
