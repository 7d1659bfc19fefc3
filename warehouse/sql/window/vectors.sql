-- All values of the vectors between two row ids, in the order of these.
-- Grain: a value; no key. Bound: the variables embedder, first and last. DuckDB keeps the order of
-- a table's rows, and a row id beside each value would cost more than the values.
SELECT unnest(vector) AS value
FROM article_vector
WHERE
    rowid BETWEEN getvariable('first') AND getvariable('last')
    AND embedder = getvariable('embedder');
