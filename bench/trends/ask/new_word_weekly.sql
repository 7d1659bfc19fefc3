-- The query on Parallax, then on the plain table.
SELECT *
FROM new_word_weekly
WHERE week = DATE '2026-11-23' AND language = 'en'
ORDER BY z DESC
LIMIT 20;

WITH words AS (
    SELECT
        article_id, group_id, owner, day,
        unnest(list_distinct(regexp_extract_all(lower(title), '[\p{L}\p{M}\p{N}]+'))) AS word
    FROM plain
    WHERE day BETWEEN DATE '2026-10-26' AND DATE '2026-11-29' AND language = 'en'
)
SELECT
    word,
    count(*) FILTER (WHERE day >= DATE '2026-11-23') AS articles,
    count(DISTINCT group_id) FILTER (WHERE day >= DATE '2026-11-23') AS originals,
    count(DISTINCT owner) FILTER (WHERE day >= DATE '2026-11-23') AS owners,
    count(*) FILTER (WHERE day < DATE '2026-11-23') AS articles_before
FROM words
GROUP BY word
HAVING articles >= articles_before
ORDER BY articles DESC
LIMIT 20;
