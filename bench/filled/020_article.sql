-- Their titles, addresses and requests.
-- Key: article_id.
UPDATE article SET
    url = made.url, canonical_url = made.url, title = made.title, title_basis = 'json_ld',
    authors = ['Author ' || (made.n * 7919) % 20000], fetch_id = made.fetch_id, char_count = 900,
    language_confidence = 0.98, extractor_version = '1', run_id = made.run_id
FROM made
WHERE article.article_id = made.article_id;
