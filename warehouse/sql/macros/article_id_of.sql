-- The id of the article at a URL in normal form: the first 128 bits of the SHA-256 of the URL.
-- Grain: a value.
CREATE OR REPLACE MACRO article_id_of(url) AS
CAST(left(sha256(url), 32) AS UUID);
