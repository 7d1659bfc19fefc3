-- What the decision on events compares beside vectors. article_vector: one row an original, key article_id.

ALTER TABLE article_vector ADD COLUMN numbers UBIGINT[] DEFAULT [];
COMMENT ON COLUMN article_vector.numbers IS 'Hashes of the numbers in title and lead, the same in every language.';
