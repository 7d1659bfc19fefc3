-- The texts around the ungrouped ones: published within $days of one of them, to the day.
-- Grain and key: text, a number. An article of years ago, new in a feed, has its days beside it and
-- not all the years since. Days are counted from 1970: that costs less than calendar dates.
CREATE OR REPLACE TEMP TABLE stage_near AS
WITH new_days AS (SELECT DISTINCT epoch_ms(published_at) // 86_400_000 AS day FROM stage_ungrouped),
days AS (SELECT DISTINCT unnest(generate_series(day - $days, day + $days)) AS day FROM new_days),
within AS (
    SELECT rowid AS text, article_id, epoch_ms(published_at) // 86_400_000 AS day
    FROM article_fingerprint
    WHERE
        published_at >= (SELECT make_timestamptz(min(day) * 86_400_000_000) FROM days)
        AND published_at < (SELECT make_timestamptz((max(day) + 1) * 86_400_000_000) FROM days)
)
SELECT text, article_id
FROM within
SEMI JOIN days USING (day);
