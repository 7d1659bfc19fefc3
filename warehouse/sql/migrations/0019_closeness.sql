-- What grouping by pairs compares and keeps of a text.

ALTER TABLE article_vector ADD COLUMN words UINTEGER[];
COMMENT ON COLUMN article_vector.words IS 'Hashes of the words of title and lead.';
ALTER TABLE article_vector ADD COLUMN sounds UINTEGER[];
COMMENT ON COLUMN article_vector.sounds IS 'Hashes of the consonants of the words of title and lead.';

CREATE TABLE article_closeness (
    article_id UUID NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    products INTEGER[] NOT NULL
);
COMMENT ON TABLE article_closeness IS
    'What grouping keeps of a text for the next run; a text without a row is compared anew. Key article_id.';
COMMENT ON COLUMN article_closeness.products IS
    'Cosines with its nearest texts, the highest first, in units of 1 / 4080 squared.';

CREATE TABLE article_apart (
    article_id UUID NOT NULL,
    other_article_id UUID NOT NULL
);
COMMENT ON TABLE article_apart IS
    'Originals that share a form, such as a template, but report other things. Key (article_id, other_article_id).';
COMMENT ON COLUMN article_apart.article_id IS 'An original.';
COMMENT ON COLUMN article_apart.other_article_id IS 'The original that it shares no event with.';
