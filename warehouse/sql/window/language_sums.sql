-- Count and sum of the vectors seen of each language.
-- Grain and key: language. Bound: $embedder.
SELECT language, article_count, total
FROM language_mean
WHERE embedder = $embedder
ORDER BY language;
