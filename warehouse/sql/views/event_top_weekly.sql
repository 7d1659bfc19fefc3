-- The events of each ISO week, ranked by how many articles report them.
-- Grain and key: (week, event_id); week is its Monday, rank from 1, by articles, then owners.
CREATE OR REPLACE VIEW event_top_weekly AS
WITH counted AS (SELECT * FROM event_week),
-- By articles, then owners, then a hash of the event, in one number: three columns take three times
-- as long to sort.
keyed AS (
    SELECT
        *,
        CAST(articles * 4294967296 + owners AS HUGEINT) * 18446744073709551616
        + hash(event_id) AS sort_key
    FROM counted
),
ranked AS (
    SELECT
        * EXCLUDE (sort_key), row_number() OVER (PARTITION BY week ORDER BY sort_key DESC) AS rank
    FROM keyed
),
events AS (SELECT * FROM event_tally),
polls AS (SELECT * FROM poll_weekly)
SELECT
    ranked.week,
    ranked.rank,
    ranked.event_id,
    events.title,
    ranked.articles,
    ranked.originals,
    ranked.owners,
    polls.answered_share
FROM ranked
LEFT JOIN events USING (event_id)
LEFT JOIN polls USING (week);
