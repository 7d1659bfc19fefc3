-- Their texts: ten sentences of twelve words each out of twenty thousand, some 900 characters. Key: article_id.
INSERT INTO article_text
WITH sentences AS (
    SELECT list(sentence) AS all_of_them
    FROM (
        SELECT string_agg(substr(md5(CAST(5000 * pow(random(), 2) AS INTEGER) || 'w'), 1, 4 + word % 6), ' ') AS sentence
        FROM range(20000) AS numbers (n), range(12) AS words (word)
        GROUP BY n
    ) AS made_up
)
SELECT
    article_id,
    published_at,
    array_to_string(
        list_transform(range(10), lambda place: all_of_them[1 + CAST(floor(20000 * random()) AS INTEGER)]), '. '
    )
FROM made, sentences
ORDER BY published_at;
