-- The articles that are to be erased.
-- Grain and key: article_id. Reads stage_key. Bound: $outlets, $given. $given are URLs that a
-- person named: articles whose page states one as its canonical URL are meant too.
SELECT
    CAST(article_id AS VARCHAR) AS article_id,
    outlet_id,
    url,
    title,
    canonical_url,
    CAST(fetch_id AS VARCHAR) AS fetch_id
FROM article
WHERE
    article_id IN (SELECT key FROM stage_key)
    OR url IN (SELECT unnest(CAST($given AS VARCHAR[])))
    OR canonical_url IN (SELECT unnest(CAST($given AS VARCHAR[])))
    OR outlet_id IN (SELECT unnest(CAST($outlets AS VARCHAR[])));
