-- Pages that arrived in a span of time, with the first entry that led to each.
-- Grain and key: fetch_id. Bound: $since, $until, $outlets, $run_id; NULL leaves a bound open.
-- Pages whose text expired are left out. Authors, and a language that the feed declared itself, are
-- those of the article: the ones of the entry are not kept.
WITH fetches AS (
    SELECT *
    FROM "fetch"
    WHERE
        target_kind = 'page'
        AND outcome = 'fetched'
        AND archive_file IS NOT NULL
        AND ($since IS NULL OR requested_at >= $since)
        AND ($until IS NULL OR requested_at < $until)
        AND ($run_id IS NULL OR run_id = $run_id)
        AND fetch_id NOT IN (
            SELECT fetch_id FROM article WHERE text_removed_at IS NOT NULL AND fetch_id IS NOT NULL
        )
),
entries AS (
    SELECT entry.*, feed.outlet_id, feed.language, outlet.country
    FROM entry
    INNER JOIN feed USING (feed_id)
    LEFT JOIN outlet ON feed.outlet_id = outlet.outlet_id
    WHERE $outlets IS NULL OR list_contains($outlets, feed.outlet_id)
    QUALIFY
        row_number() OVER (PARTITION BY entry.url ORDER BY entry.first_seen_at, entry.feed_id) = 1
),
articles AS (
    SELECT article.fetch_id, article.authors, article_language.tag AS declared_language
    FROM article
    LEFT JOIN article_language
        ON article.article_id = article_language.article_id AND article_language.method = 'feed'
)
SELECT
    struct_pack(
        fetch_id := CAST(fetches.fetch_id AS VARCHAR),
        run_id := fetches.run_id,
        target_kind := fetches.target_kind,
        url := fetches.url, final_url := fetches.final_url, host := fetches.host,
        requested_at := fetches.requested_at,
        elapsed_ms := fetches.elapsed_ms,
        outcome := fetches.outcome,
        http_status := fetches.http_status, content_type := fetches.content_type,
        body_bytes := fetches.body_bytes, body_sha256 := fetches.body_sha256,
        archive_file := fetches.archive_file, archive_offset := fetches.archive_offset
    ) AS fetched,
    struct_pack(
        feed_id := entries.feed_id, entry_id := entries.entry_id, outlet_id := entries.outlet_id,
        url := entries.url, article_url := entries.article_url, title := entries.title,
        summary := entries.summary, authors := coalesce(articles.authors, []),
        language := coalesce(entries.language, articles.declared_language),
        country := entries.country, published_raw := entries.published_raw,
        published_at := entries.published_at, updated_at := entries.updated_at,
        first_seen_at := entries.first_seen_at, last_seen_at := entries.last_seen_at
    ) AS listed
FROM fetches
INNER JOIN entries ON fetches.url = entries.url
LEFT JOIN articles ON fetches.fetch_id = articles.fetch_id
QUALIFY row_number() OVER (PARTITION BY fetches.url ORDER BY fetches.requested_at DESC) = 1
ORDER BY fetches.archive_file, fetches.archive_offset;
