-- All values of the vectors from one place to another, in the order of their places.
-- Grain: a value; no key. Bound: the variables embedder, first and last. DuckDB keeps the order of
-- a table's rows, and a place beside each value would cost more than the values.
SELECT unnest(vector) AS value
FROM article_vector
WHERE
    rowid BETWEEN getvariable('first') AND getvariable('last')
    AND embedder = getvariable('embedder');
