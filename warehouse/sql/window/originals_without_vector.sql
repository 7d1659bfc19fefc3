-- Originals that still have to be embedded: those in no event, and those whose event has no vector
-- of their group.
-- Grain and key: article_id. Reads stage_new_original. Bound: $embedder, $lead_chars. Row ids are
-- looked up first: a query for the texts themselves would read the texts of all articles.
WITH vectors AS (SELECT article_id FROM article_vector WHERE embedder = $embedder),
grouped AS (
    SELECT article_id, group_id
    FROM syndication_member
    SEMI JOIN unrelated USING (article_id)
    ANTI JOIN stage_new_original USING (article_id)
    WHERE relation = 'original'
),
members AS (SELECT article_id, group_id FROM syndication_member SEMI JOIN grouped USING (group_id)),
embedded AS (SELECT group_id FROM members SEMI JOIN vectors USING (article_id)),
wanting AS (
    SELECT article_id FROM stage_new_original ANTI JOIN vectors USING (article_id)
    UNION ALL
    SELECT article_id FROM grouped ANTI JOIN embedded USING (group_id)
),
row_ids AS (SELECT rowid AS row_id FROM article SEMI JOIN wanting USING (article_id)),
text_row_ids AS (SELECT rowid AS row_id FROM article_text SEMI JOIN wanting USING (article_id)),
articles AS (
    SELECT article_id, published_at, language, title
    FROM article
    WHERE rowid IN (SELECT row_id FROM row_ids)
),
texts AS (
    SELECT article_id, left("text", $lead_chars) AS "text"
    FROM article_text
    WHERE rowid IN (SELECT row_id FROM text_row_ids)
)
SELECT
    articles.* REPLACE (
        CAST(article_id AS VARCHAR) AS article_id,
        coalesce(title, '') AS title
    ),
    texts."text"
FROM articles
INNER JOIN texts USING (article_id)
ORDER BY articles.published_at, articles.article_id;
