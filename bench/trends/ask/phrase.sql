-- The query on Parallax, then on the plain table. $phrase is three words of a text of the month.
SELECT count(*)
FROM
    search_articles(
        '$phrase', since := TIMESTAMPTZ '2026-11-01', until := TIMESTAMPTZ '2026-12-01'
    );

SELECT count(*)
FROM plain
WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30' AND text ILIKE '%$phrase%';
