-- Feeds whose last body is cut out of the archive are requested in full again, and so are the
-- sitemaps of all indexes, of which nothing says where the archive has the last body.
-- Grain and key: feed_id. Reads stage_cut.
UPDATE feed SET
    body_sha256 = NULL,
    body_at = NULL,
    body_file = NULL,
    body_offset = NULL,
    etag = NULL,
    last_modified = NULL
FROM stage_cut AS cut
WHERE
    feed.body_file = cut.archive_file AND feed.body_offset = cut.archive_offset
    AND feed.feed_id NOT IN (SELECT feed_id FROM stage_erased_feed);

UPDATE feed SET
    sitemaps = list_transform(
        sitemaps,
        lambda sitemap: struct_update(
            sitemap, etag := NULL, last_modified := NULL, body_sha256 := NULL, whole_at := NULL
        )
    )
WHERE len(sitemaps) > 0;
