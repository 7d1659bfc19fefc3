-- Originals that still have to be embedded: those in no event, and those whose event has no vector
-- of their group.
-- Grain and key: article_id. Reads stage_new_original. Bound: $embedder. Their places are looked up
-- first: with the texts at once those of all are read.
WITH vectors AS (SELECT article_id FROM article_vector WHERE embedder = $embedder),
told AS (
    SELECT article_id, group_id
    FROM syndication_member
    SEMI JOIN unrelated USING (article_id)
    ANTI JOIN stage_new_original USING (article_id)
    WHERE relation = 'original'
),
members AS (SELECT article_id, group_id FROM syndication_member SEMI JOIN told USING (group_id)),
embedded AS (SELECT group_id FROM members SEMI JOIN vectors USING (article_id)),
wanting AS (
    SELECT article_id FROM stage_new_original ANTI JOIN vectors USING (article_id)
    UNION ALL
    SELECT article_id FROM told ANTI JOIN embedded USING (group_id)
),
places AS (SELECT rowid AS place FROM article SEMI JOIN wanting USING (article_id)),
text_places AS (SELECT rowid AS place FROM article_text SEMI JOIN wanting USING (article_id)),
articles AS (
    SELECT article_id, published_at, language, title
    FROM article
    WHERE rowid IN (SELECT place FROM places)
),
texts AS (
    SELECT article_id, "text" FROM article_text WHERE rowid IN (SELECT place FROM text_places)
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
