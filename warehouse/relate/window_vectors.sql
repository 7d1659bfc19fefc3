-- The vectors of the texts of the window from one place to another. Grain and key: position. Bound: $first, $last.
SELECT rowid AS position, vector
FROM article_vector
WHERE rowid BETWEEN $first AND $last
    AND rowid IN (SELECT position FROM stage_window WHERE position BETWEEN $first AND $last);
