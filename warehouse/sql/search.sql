-- A page of the articles that a search finds, the newest first, with their titles and texts in
-- pieces.
-- Grain and key: article_id. Bound: $query, $since, $until, $limit, $offset. count: how many it
-- finds in all. marks: which pieces are words of the search; a pair of letters marks both.
WITH found AS (
    SELECT *, count(*) OVER () AS count
    FROM search_articles($query, since := $since, until := $until)
),
page AS (
    FROM found
    ORDER BY published_at DESC, article_id
    LIMIT $limit OFFSET $offset
),
texts AS (
    SELECT page.article_id, search_pieces(article_text."text") AS pieces
    FROM page
    INNER JOIN article_text USING (article_id)
),
marked AS (
    SELECT
        article_id,
        list_transform(pieces, lambda one: one.piece) AS pieces,
        list_transform(
            pieces,
            lambda one: list_bool_or(
                list_transform(
                    one.words, lambda word: regexp_full_match(word, search_terms($query))
                )
            )
        ) AS marks
    FROM texts
)
SELECT
    page.published_at,
    page.outlet_id,
    page.language,
    coalesce(page.title, '') AS title,
    page.url,
    CAST(page.event_id AS VARCHAR) AS event_id,
    page.count,
    coalesce(marked.pieces, []) AS pieces,
    list_transform(
        coalesce(marked.marks, []),
        lambda mark, place: coalesce(mark, false) OR coalesce(
            marked.marks[place - 1]
            AND has_paired_letters(marked.pieces[place - 1])
            AND has_paired_letters(marked.pieces[place]),
            false
        )
    ) AS marks
FROM page
LEFT JOIN marked USING (article_id)
ORDER BY page.published_at DESC, page.article_id;
