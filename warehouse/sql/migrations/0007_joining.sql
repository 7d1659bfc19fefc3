-- What the decision on events compares beside vectors. article_vector: one row an original, key article_id.

ALTER TABLE article_vector ADD COLUMN numbers UBIGINT[] DEFAULT [];
COMMENT ON COLUMN event_article.score IS
    'How probable it was that the article (or the original it copies) belongs there when it joined, 0 to 1.';
COMMENT ON COLUMN article_vector.numbers IS 'Hashes of the numbers in title and lead, the same in every language.';
