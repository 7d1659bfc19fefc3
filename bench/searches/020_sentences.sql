-- Two hundred thousand sentences of eighteen words, in one list. The word of rank r is drawn with a
-- probability that falls as 1 / r.
CREATE TEMP TABLE sentences AS
SELECT list(sentence) AS all_of_them
FROM (
    SELECT string_agg(word, ' ') AS sentence
    FROM (
        SELECT n, CAST(floor(exp(random() * ln(200000))) AS INTEGER) - 1 AS rank
        FROM range(200000) AS numbers (n), range(18)
    ) AS drawn
    INNER JOIN words USING (rank)
    GROUP BY n
) AS made_up;
