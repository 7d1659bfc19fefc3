-- Where the vectors from one place to another stand, in the order of `vectors`.
-- Grain and key: position. Bound: the variables embedder, first and last.
SELECT rowid AS position
FROM article_vector
WHERE
    rowid BETWEEN getvariable('first') AND getvariable('last')
    AND embedder = getvariable('embedder');
