-- How the pages of each outlet read before: its last twenty runs without drift.
-- Grain and key: outlet_id. Bound: $run_id, the run that is left out. The shares are weighed by
-- pages.
WITH earlier AS (
    SELECT *
    FROM outlet_reading
    WHERE run_id <> $run_id AND drift IS NULL
    QUALIFY row_number() OVER (PARTITION BY outlet_id ORDER BY read_at DESC) <= 20
)
SELECT
    outlet_id,
    CAST(sum(page_count) AS BIGINT) AS page_count,
    CAST(sum(article_count) AS BIGINT) AS article_count,
    sum(empty_share * page_count) / sum(page_count) AS empty_share,
    median(median_char_count) AS median_char_count,
    sum(repeated_line_share * page_count) / sum(page_count) AS repeated_line_share,
    sum(undated_share * page_count) / sum(page_count) AS undated_share,
    sum(unauthored_share * page_count) / sum(page_count) AS unauthored_share
FROM earlier
GROUP BY outlet_id;
