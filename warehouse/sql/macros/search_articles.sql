-- Articles whose title or text has a phrase, in whatever case and with or without joiners and soft
-- hyphens, published from `since` until before `until` (NULL for no limit); newest first.
-- Grain and key: article_id. Reads only the texts of the span.
CREATE OR REPLACE MACRO search_articles(
    phrase, since := CAST(NULL AS TIMESTAMPTZ), until := CAST(NULL AS TIMESTAMPTZ)
) AS TABLE
    -- The limits have a type because DuckLake keeps no NULL without one.
    WITH texts AS (
        SELECT article_id
        FROM article_text
        WHERE
            (since IS NULL OR published_at >= since)
            AND (until IS NULL OR published_at < until)
            AND regexp_matches("text", phrase_pattern(phrase))
    ),
    titles AS (
        SELECT article_id
        FROM article
        WHERE
            (since IS NULL OR published_at >= since)
            AND (until IS NULL OR published_at < until)
            AND regexp_matches(title, phrase_pattern(phrase))
    ),
    found AS (
        SELECT article_id FROM texts
        UNION
        SELECT article_id FROM titles
    )
    SELECT
        article.published_at,
        article.outlet_id,
        article.language,
        article.title,
        article.url,
        article.article_id,
        event_article.event_id
    FROM article
    SEMI JOIN found USING (article_id)
    LEFT JOIN event_article USING (article_id)
    WHERE
        (since IS NULL OR article.published_at >= since)
        AND (until IS NULL OR article.published_at < until)
    ORDER BY article.published_at DESC, article.article_id;
