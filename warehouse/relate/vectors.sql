-- All values of the vectors from one place to another, in the order of their places. Grain: a value; no key.
-- Bound: $embedder, $first, $last. DuckDB keeps the order of a table's rows, and a place beside each value would cost
-- more than the values.
SELECT unnest(vector) AS value
FROM article_vector
WHERE rowid BETWEEN $first AND $last AND embedder = $embedder;
