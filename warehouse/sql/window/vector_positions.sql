-- The row ids of the vectors between two row ids, in the order of `vectors`.
-- Grain and key: position. Bound: the variables embedder, first and last.
SELECT rowid AS position
FROM article_vector
WHERE
    rowid BETWEEN getvariable('first') AND getvariable('last')
    AND embedder = getvariable('embedder');
