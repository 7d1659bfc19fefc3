-- The plain load: the same rows, inserted.
-- Key: article_id. $articles and $related are a batch's files.
INSERT INTO plain BY NAME
WITH articles AS (
    SELECT *
    FROM read_json($articles, format = 'newline_delimited', columns = {
        article_id: 'UUID', outlet_id: 'VARCHAR', "text": 'VARCHAR', published_at: 'TIMESTAMPTZ',
        language: 'STRUCT(tag VARCHAR)'
    })
),
related AS (
    SELECT *
    FROM read_json($related, format = 'newline_delimited', columns = {
        article_id: 'UUID', event_id: 'UUID', title: 'VARCHAR'
    })
)
SELECT
    article_id, event_id, article_id AS group_id, outlet_id, outlet_id AS owner, 'FR' AS country,
    language.tag AS language,
    published_at,
    CAST(published_at AT TIME ZONE 'UTC' AS DATE) AS day,
    "text",
    title
FROM articles
INNER JOIN related USING (article_id);
