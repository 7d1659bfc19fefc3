-- More of what the decision on events compares beside vectors. article_vector: one row an original, key article_id.

ALTER TABLE article_vector ADD COLUMN names UINTEGER[] DEFAULT [];
ALTER TABLE article_vector ADD COLUMN places UINTEGER[] DEFAULT [];
ALTER TABLE article_vector ADD COLUMN words UINTEGER[] DEFAULT [];
COMMENT ON COLUMN article_vector.names IS
    'Hashes of the names in title and lead by their consonants, the same in every script.';
COMMENT ON COLUMN article_vector.places IS 'Hashes of the countries (ISO 3166) that title and lead name.';
COMMENT ON COLUMN article_vector.words IS 'Hashes of the words in title and lead, by their beginnings.';
