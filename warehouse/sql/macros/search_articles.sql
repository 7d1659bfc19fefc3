-- Articles that a search finds in titles and texts, published from `since` until before `until`
-- (NULL for no limit); newest first. `docs/search.md` has the syntax.
-- Grain and key: article_id.
CREATE OR REPLACE MACRO search_articles(
    query, since := CAST(NULL AS TIMESTAMPTZ), until := CAST(NULL AS TIMESTAMPTZ)
) AS TABLE
    SELECT
        article.published_at,
        article.outlet_id,
        article.language,
        article.title,
        article.url,
        article.article_id,
        event_article.event_id
    FROM article
    SEMI JOIN
        (FROM search_documents(query, since := since, until := until)) AS found
        USING (article_id)
    LEFT JOIN event_article USING (article_id)
    ORDER BY article.published_at DESC, article.article_id;
