-- Where the vectors from one place to another stand, in the order of `vectors`. Grain and key: position.
-- Bound: $embedder, $first, $last.
SELECT rowid AS position
FROM article_vector
WHERE rowid BETWEEN $first AND $last AND embedder = $embedder;
