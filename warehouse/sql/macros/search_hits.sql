-- The documents that have parts of a search, published from `since` until before `until` (NULL for
-- no limit), and within what the search itself says.
-- Grain and key: (document, leaf), the number of a part; 0 for all documents of the span, which are
-- listed where `is_open`. Words stand in one text, or title, in the order that the part asks for.
CREATE OR REPLACE MACRO search_hits(query, since, until, is_open) AS TABLE
    WITH leaves AS MATERIALIZED (FROM search_leaves(query)),
    limits AS (
        SELECT
            max(try_cast(value AS TIMESTAMPTZ)) FILTER (WHERE field = 'since') AS first_at,
            min(try_cast(value AS TIMESTAMPTZ)) FILTER (WHERE field = 'until') AS end_at
        FROM leaves
    ),
    documents AS (
        SELECT search_document.*
        FROM search_document, limits
        WHERE
            (since IS NULL OR published_at >= since)
            AND (until IS NULL OR published_at < until)
            AND (first_at IS NULL OR published_at >= first_at)
            AND (end_at IS NULL OR published_at < end_at)
    ),
    postings AS MATERIALIZED (
        SELECT posting.term, posting.document, posting.is_in_title
        FROM (
            FROM search_posting
            UNION ALL
            FROM search_posting_recent
        ) AS posting
        SEMI JOIN documents USING (document)
        WHERE regexp_full_match(posting.term, search_terms(query))
    ),
    words AS (
        SELECT DISTINCT leaf, is_title, pattern, len(list_distinct(words)) AS size, word
        FROM leaves, unnest(words) AS listed (word)
    ),
    terms AS (
        SELECT words.*, term
        FROM (SELECT DISTINCT term FROM postings)
        INNER JOIN words ON search_is_word(term, word)
    ),
    worded AS (
        SELECT document, leaf, is_title, pattern
        FROM postings
        INNER JOIN terms USING (term)
        WHERE is_in_title OR NOT is_title
        GROUP BY document, leaf, is_title, pattern, size
        HAVING size = 1 OR count(DISTINCT word) = size
    ),
    ordered AS (
        SELECT worded.document, worded.leaf
        FROM worded
        INNER JOIN search_document USING (document)
        INNER JOIN article USING (article_id)
        LEFT JOIN article_text ON article.article_id = article_text.article_id AND NOT is_title
        WHERE
            pattern IS NOT NULL
            AND (
                regexp_matches(spaced_words(article.title), pattern)
                OR regexp_matches(spaced_words(article_text."text"), pattern)
            )
    ),
    outlets AS (
        SELECT leaf, outlet_id
        FROM outlet
        INNER JOIN leaves ON search_is_outlet(field, value, outlet)
    ),
    languages AS (
        SELECT leaf, language
        FROM (SELECT DISTINCT language FROM documents)
        INNER JOIN leaves ON field = 'language' AND search_is_language(language, value)
    )
    SELECT document, 0 AS leaf FROM documents WHERE is_open
    UNION ALL
    SELECT document, leaf FROM worded WHERE pattern IS NULL
    UNION ALL
    FROM ordered
    UNION ALL
    SELECT document, leaf FROM documents INNER JOIN outlets USING (outlet_id)
    UNION ALL
    SELECT document, leaf FROM documents INNER JOIN languages USING (language);
