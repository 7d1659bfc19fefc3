-- The articles that the trends count, each with whether a search finds it and with its value of a
-- split: language, outlet, country, collection, owner, or NULL for none. Grain and key:
-- (article_id, split_value): an article is in each collection of its outlet, and in none where that
-- has none. until is exclusive.
CREATE OR REPLACE MACRO split_articles(
    query, since := CAST(NULL AS TIMESTAMPTZ), until := CAST(NULL AS TIMESTAMPTZ),
    split := CAST(NULL AS VARCHAR)
) AS TABLE
    WITH found AS (
        SELECT article_id FROM search_documents(query, since := since, until := until)
    )
    SELECT
        related.article_id,
        related.day,
        related.group_id,
        related.owner,
        related.article_id IN (FROM found) AS is_found,
        CAST(unnest(
            CASE coalesce(split, '')
                WHEN '' THEN [NULL]
                WHEN 'language' THEN [related.language]
                WHEN 'outlet' THEN [related.outlet_id]
                WHEN 'country' THEN [related.country]
                WHEN 'owner' THEN [related.owner]
                WHEN 'collection' THEN list_distinct(outlet.collections)
                ELSE error('split is language, outlet, country, collection or owner')
            END
        ) AS VARCHAR) AS split_value
    FROM article_related AS related
    LEFT JOIN outlet ON related.outlet_id = outlet.outlet_id
    WHERE
        (since IS NULL OR related.published_at >= since)
        AND (until IS NULL OR related.published_at < until);
