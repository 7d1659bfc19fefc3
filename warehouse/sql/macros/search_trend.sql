-- How much of what was read a search finds, by day or week, and if wanted split by language,
-- outlet, country, collection or owner. Grain and key: (query, day, split_value); day is the Monday
-- of a week. Days without a match have 0; where is_observed is false, 0 says nothing. Originals and
-- owners are counted in each cell, and shares are of all that was read in it: articles_in_all and
-- so on. until is exclusive; without limits the days run from the first match to the last article.
CREATE OR REPLACE MACRO search_trend(
    query, since := CAST(NULL AS TIMESTAMPTZ), until := CAST(NULL AS TIMESTAMPTZ),
    "by" := 'day', split := CAST(NULL AS VARCHAR)
) AS TABLE
    WITH parts AS (
        SELECT
            *,
            CASE "by"
                WHEN 'day' THEN day WHEN 'week' THEN iso_week(day) ELSE error('by is day or week')
            END AS period
        FROM split_articles(query, since := since, until := until, split := split)
    ),
    known AS (
        SELECT
            coalesce(min(day) FILTER (WHERE is_found), max(day)) AS first_day,
            max(day) AS last_day
        FROM parts
    ),
    bounds AS (
        SELECT
            coalesce(local_day(CAST(since AS TIMESTAMPTZ)), first_day) AS first_day,
            coalesce(local_day(CAST(until AS TIMESTAMPTZ) - INTERVAL '1 us'), last_day) AS last_day
        FROM known
    ),
    days AS (
        SELECT CAST(unnest(generate_series(first_day, last_day, INTERVAL 1 DAY)) AS DATE) AS day
        FROM bounds
    ),
    periods AS (
        SELECT
            CASE "by" WHEN 'week' THEN iso_week(days.day) ELSE days.day END AS period,
            sum(observed.answered_feeds) / sum(observed.due_feeds) AS answered_share,
            coalesce(bool_or(observed.is_observed), false) AS is_observed
        FROM days
        LEFT JOIN observed_daily AS observed ON days.day = observed.day
        GROUP BY 1
    ),
    cells AS (
        SELECT
            period, split_value,
            count(*) FILTER (WHERE is_found) AS articles,
            count(DISTINCT group_id) FILTER (WHERE is_found) AS originals,
            count(DISTINCT owner) FILTER (WHERE is_found) AS owners,
            count(*) AS articles_in_all,
            count(DISTINCT group_id) AS originals_in_all,
            count(DISTINCT owner) AS owners_in_all
        FROM parts
        GROUP BY period, split_value
    ),
    split_values AS (
        SELECT split_value FROM cells GROUP BY split_value HAVING sum(articles) > 0
        UNION
        SELECT NULL WHERE split IS NULL
    )
    SELECT
        query AS query, periods.period AS day, split_values.split_value,
        coalesce(cells.articles, 0) AS articles,
        coalesce(cells.originals, 0) AS originals,
        coalesce(cells.owners, 0) AS owners,
        cells.articles / cells.articles_in_all AS articles_share,
        cells.originals / cells.originals_in_all AS originals_share,
        cells.owners / cells.owners_in_all AS owners_share,
        coalesce(cells.articles_in_all, 0) AS articles_in_all,
        coalesce(cells.originals_in_all, 0) AS originals_in_all,
        coalesce(cells.owners_in_all, 0) AS owners_in_all,
        periods.answered_share, periods.is_observed
    FROM periods
    CROSS JOIN split_values
    LEFT JOIN cells
        ON
            periods.period = cells.period
            AND split_values.split_value IS NOT DISTINCT FROM cells.split_value
    ORDER BY periods.period, split_values.split_value;
