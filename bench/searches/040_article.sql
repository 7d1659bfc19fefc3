-- Their titles.
-- Key: article_id.
INSERT INTO article (
    article_id, outlet_id, url, title, published_at, published_basis, fetched_at, language,
    char_count, run_id
)
SELECT
    article_id, outlet_id, url, title, published_at, 'page', published_at, language, 1500, 'made'
FROM made
ORDER BY published_at;
