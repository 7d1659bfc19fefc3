-- What reading tells beside the text: who said what, how exactly, what contradicts it, and whether an outlet's
-- pages read as they used to.
-- article_contradiction: one row a statement, no key. outlet_reading: one row an outlet and run, key both.

ALTER TABLE article ADD COLUMN title_basis VARCHAR;
ALTER TABLE article ADD COLUMN form VARCHAR DEFAULT 'article';
ALTER TABLE article ADD COLUMN is_complete BOOLEAN DEFAULT true;
ALTER TABLE article ADD COLUMN authors_basis VARCHAR;
ALTER TABLE article ADD COLUMN section VARCHAR;
ALTER TABLE article ADD COLUMN image_url VARCHAR;
ALTER TABLE article ADD COLUMN published_witness VARCHAR;
ALTER TABLE article ADD COLUMN published_precision VARCHAR;
ALTER TABLE article ADD COLUMN updated_at TIMESTAMPTZ;
ALTER TABLE article ADD COLUMN title_language VARCHAR;
ALTER TABLE article ADD COLUMN is_language_mixed BOOLEAN DEFAULT false;
ALTER TABLE article ADD COLUMN is_withheld BOOLEAN DEFAULT false;
COMMENT ON COLUMN article.title_basis IS 'Who told the title: json_ld, meta, heading, microdata, title_tag or feed.';
COMMENT ON COLUMN article.form IS 'article, liveblog or gallery.';
COMMENT ON COLUMN article.is_complete IS 'False where a paywall cuts the text.';
COMMENT ON COLUMN article.authors_basis IS 'Who told the authors: json_ld, meta, microdata, link, byline or feed.';
COMMENT ON COLUMN article.published_witness IS 'Which part of the page told published_at (json_ld, meta, time ...).';
COMMENT ON COLUMN article.published_precision IS 'How exactly published_at is known: second, minute or day.';
COMMENT ON COLUMN article.updated_at IS 'When the page says that it was changed after it was published.';
COMMENT ON COLUMN article.title_language IS 'BCP 47, of the title alone.';
COMMENT ON COLUMN article.is_language_mixed IS 'True where a good part of the text is in a second language.';
COMMENT ON COLUMN article.is_withheld IS
    'True while the outlet''s pages read unlike before: kept from the trends until they are read again.';

CREATE TABLE article_contradiction (
    article_id UUID NOT NULL,
    field VARCHAR NOT NULL,
    witness VARCHAR NOT NULL,
    value VARCHAR NOT NULL
);
COMMENT ON TABLE article_contradiction IS
    'What parts of a page say otherwise than what was believed: its title, published time or canonical URL.';

CREATE TABLE outlet_reading (
    run_id VARCHAR NOT NULL,
    outlet_id VARCHAR NOT NULL,
    read_at TIMESTAMPTZ NOT NULL,
    page_count BIGINT NOT NULL,
    article_count BIGINT NOT NULL,
    empty_share DOUBLE NOT NULL,
    median_char_count DOUBLE,
    repeated_line_share DOUBLE NOT NULL,
    undated_share DOUBLE NOT NULL,
    unauthored_share DOUBLE NOT NULL,
    drift VARCHAR
);
COMMENT ON TABLE outlet_reading IS 'How the pages of an outlet read in a run. Key (run_id, outlet_id).';
COMMENT ON COLUMN outlet_reading.empty_share IS 'Share of its pages without the text of an article, 0 to 1.';
COMMENT ON COLUMN outlet_reading.repeated_line_share IS 'Share of characters in lines that most of its articles have.';
COMMENT ON COLUMN outlet_reading.drift IS 'What changed against the outlet''s own past, NULL where nothing did.';
