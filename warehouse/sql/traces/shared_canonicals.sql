-- Canonical URLs that more than one article states.
-- Grain and key: canonical_url. Bound: $urls.
SELECT canonical_url
FROM article
WHERE canonical_url IN (SELECT unnest(CAST($urls AS VARCHAR[])))
GROUP BY canonical_url
HAVING count(*) > 1;
