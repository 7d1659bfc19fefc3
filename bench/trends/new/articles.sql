-- The articles as they were read.
SELECT
    article_id, outlet_id, url, url AS canonical_url, title,
    'json_ld' AS title_basis, "text", 'article' AS form, true AS is_complete,
    ['Author ' || (n * 7919) % 20000] AS authors, 'json_ld' AS authors_basis, published_at,
    'json_ld' AS published_witness,
    'second' AS published_precision,
    CAST([] AS VARCHAR[]) AS contradictions,
    'page' AS published_basis,
    published_at + INTERVAL 20 MINUTE AS fetched_at,
    fetch_id,
    900 AS char_count,
    struct_pack(
        tag := language, confidence := 0.98, title_tag := language, is_mixed := false,
        votes := [
            struct_pack("method" := 'detector', tag := language, confidence := 0.98),
            struct_pack("method" := 'page', tag := language, confidence := 0.98),
            struct_pack("method" := 'title', tag := language, confidence := 0.98)
        ]
    ) AS language,
    '1' AS extractor_version, run_id, hash(n) AS text_hash,
    list_transform(range(35), lambda place: hash(n * 100 + place) & 4294967295) AS shingles
FROM batch
