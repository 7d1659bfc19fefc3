-- Their texts: fifteen sentences, 270 words.
-- Key: article_id.
INSERT INTO article_text
SELECT
    article_id,
    published_at,
    array_to_string(
        list_transform(
            range(15), lambda place: all_of_them[1 + CAST(floor(200000 * random()) AS INTEGER)]
        ),
        '. '
    )
FROM made, sentences
ORDER BY published_at;
