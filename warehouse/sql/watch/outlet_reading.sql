-- How the pages of each outlet read in one run.
-- Grain and key: (run_id, outlet_id). Bound: $run_id. Pages that became articles when they were
-- read again are no longer empty; one that a later run fetches again counts there. A line is
-- repeated where more than half of at least three articles of the outlet have it. Row ids in
-- large tables are looked up first: a query for all columns would read all rows.
WITH articles AS (SELECT * FROM article WHERE run_id = $run_id),
row_ids AS (SELECT rowid AS row_id FROM article_text SEMI JOIN articles USING (article_id)),
bodies AS (SELECT article_id, "text" FROM article_text WHERE rowid IN (SELECT row_id FROM row_ids)),
empty AS (
    SELECT *, entry_hash(feed_id, entry_id) AS entry_hash
    FROM rejection
    WHERE
        run_id = $run_id AND stage = 'read' AND is_final
        AND reason IN ('no_text', 'too_short', 'no_prose')
),
entry_row_ids AS (SELECT rowid AS row_id FROM entry SEMI JOIN empty USING (entry_hash)),
loaded AS (
    SELECT feed_id, entry_id
    FROM entry
    WHERE rowid IN (SELECT row_id FROM entry_row_ids) AND state = 'loaded'
),
empty_pages AS (
    SELECT feed.outlet_id, count(DISTINCT empty.key) AS empty_count
    FROM empty
    INNER JOIN feed USING (feed_id)
    ANTI JOIN loaded USING (feed_id, entry_id)
    GROUP BY feed.outlet_id
),
counted AS (
    SELECT
        outlet_id,
        count(*) AS article_count,
        median(char_count) AS median_char_count,
        count(*) FILTER (WHERE published_basis = 'fetch') / count(*) AS undated_share,
        count(*) FILTER (WHERE len(authors) = 0) / count(*) AS unauthored_share
    FROM articles
    GROUP BY outlet_id
),
lines AS (
    SELECT DISTINCT
        articles.outlet_id, bodies.article_id, unnest(string_split(bodies."text", chr(10))) AS line
    FROM bodies
    INNER JOIN articles USING (article_id)
),
line_counts AS (
    SELECT outlet_id, line, count(*) AS holder_count, length(line) AS char_count
    FROM lines
    WHERE length(line) >= 20
    GROUP BY outlet_id, line
),
repeated AS (
    SELECT
        line_counts.outlet_id,
        sum(line_counts.char_count * line_counts.holder_count) FILTER (
            WHERE counted.article_count >= 3
            AND line_counts.holder_count > counted.article_count / 2
        ) / sum(line_counts.char_count * line_counts.holder_count) AS repeated_line_share
    FROM line_counts
    INNER JOIN counted USING (outlet_id)
    GROUP BY line_counts.outlet_id
)
SELECT
    coalesce(counted.outlet_id, empty_pages.outlet_id) AS outlet_id,
    coalesce(article_count, 0) + coalesce(empty_count, 0) AS page_count,
    coalesce(article_count, 0) AS article_count,
    coalesce(empty_count, 0)
    / (coalesce(article_count, 0) + coalesce(empty_count, 0)) AS empty_share,
    median_char_count,
    coalesce(repeated_line_share, 0) AS repeated_line_share,
    coalesce(undated_share, 0) AS undated_share,
    coalesce(unauthored_share, 0) AS unauthored_share
FROM counted
FULL OUTER JOIN empty_pages ON counted.outlet_id = empty_pages.outlet_id
LEFT JOIN repeated ON repeated.outlet_id = counted.outlet_id;
