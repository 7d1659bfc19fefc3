-- What the whole warehouse holds of each language.
-- Grain and key: language.
SELECT
    language,
    count(*) AS articles,
    count(DISTINCT group_id) AS originals,
    count(DISTINCT outlet_id) AS outlets
FROM article_related
GROUP BY language
ORDER BY articles DESC, language;
