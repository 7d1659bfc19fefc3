-- The events of each day, ranked by how many articles report them.
-- Grain and key: (day, event_id); rank from 1, by articles, then owners. event_top_weekly has the
-- weeks: originals and owners of days do not add up to theirs.
CREATE OR REPLACE VIEW event_top AS
WITH counted AS (SELECT * FROM event_day WHERE articles > 0),
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
    SELECT * EXCLUDE (sort_key), row_number() OVER (PARTITION BY day ORDER BY sort_key DESC) AS rank
    FROM keyed
),
events AS (SELECT * FROM event_tally),
polls AS (SELECT * FROM poll_daily)
SELECT
    ranked.day,
    ranked.rank,
    ranked.event_id,
    events.title,
    ranked.articles,
    ranked.originals,
    ranked.owners,
    polls.answered_share
FROM ranked
LEFT JOIN events USING (event_id)
LEFT JOIN polls USING (day);
