-- The sitemaps of an index take turns, each with its own validators. What is known of indexes so far would call
-- them unchanged and lead to none: sitemaps are requested in full once.

ALTER TABLE feed ADD COLUMN sitemaps STRUCT(
    url VARCHAR, index_url VARCHAR, is_newest BOOLEAN, etag VARCHAR, last_modified VARCHAR, body_sha256 VARCHAR,
    asked_at TIMESTAMPTZ, whole_at TIMESTAMPTZ, error VARCHAR, left_out_count INTEGER
)[];
ALTER TABLE feed ADD COLUMN left_out_count INTEGER;
COMMENT ON COLUMN feed.sitemaps IS 'Of a sitemap index, those that take turns, and how the last request for each went.';
COMMENT ON COLUMN feed.left_out_count IS 'Of a sitemap index, how many sitemaps are never requested.';

UPDATE feed SET
    body_sha256 = NULL, body_at = NULL, body_file = NULL, body_offset = NULL, etag = NULL, last_modified = NULL
WHERE kind = 'sitemap' OR contains(url, 'sitemap');
