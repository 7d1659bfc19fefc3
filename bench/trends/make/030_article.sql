-- Their articles.
INSERT INTO article (article_id, outlet_id, url, title, published_at, published_basis, fetched_at,
    language, char_count, run_id) SELECT article_id, outlet_id,
    'https://' || outlet_id || '.example/' || n, 'The title of the story number ' || n, published_at,
    'page', published_at, language, 3000, 'run'
FROM made;
