-- Half of each shingle's hash is kept: that tells copies as well, and an article takes a tenth less room.
-- article_fingerprint: one row an article, key article_id.

ALTER TABLE article_fingerprint ALTER COLUMN shingles TYPE UINTEGER[]
USING list_transform(shingles, lambda hash: CAST(hash & 4294967295 AS UINTEGER));
