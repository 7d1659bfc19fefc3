-- Two hundred thousand sentences of twelve words each, in one list.
CREATE TEMP TABLE sentences AS
SELECT list(sentence) AS all_of_them
FROM (
    SELECT
        string_agg(
            substr(md5(CAST(5000 * pow(random(), 2) AS INTEGER) || 'w'), 1, 4 + word % 6), ' '
        ) AS sentence
    FROM range(200000) AS numbers (n), range(12) AS words (word)
    GROUP BY n
) AS made_up;

-- A hundred thousand beginnings of titles: seven words out of thirty thousand, of which a few are
-- in most titles.
CREATE TEMP TABLE titles AS
SELECT list(title) AS all_of_them
FROM (
    SELECT
        string_agg(
            substr(md5(CAST(30000 * pow(random(), 3) AS INTEGER) || 't'), 1, 4 + word % 6), ' '
        ) AS title
    FROM range(100000) AS numbers (n), range(7) AS words (word)
    GROUP BY n
) AS made_up;
