-- Their articles, as an hourly run loads them; one title in twenty has a word that is new in that
-- week.
INSERT INTO article (
    article_id, outlet_id, url, canonical_url, title, title_basis, form, is_complete, authors,
    authors_basis,
    published_at,
    published_basis,
    published_witness,
    published_precision,
    fetched_at,
    fetch_id,
    language, language_confidence, title_language, char_count, extractor_version, run_id
)
SELECT
    article_id, outlet_id, url, url, title, 'json_ld', 'article', true,
    ['Author ' || (n * 7919) % 20000], 'json_ld', published_at, 'page', 'json_ld', 'second',
    published_at + INTERVAL 20 MINUTE, fetch_id, language, 0.98, language, 900, '1', run_id
FROM made;
