-- Who was first: of the events that began in a week and that several owners reported, how many
-- each outlet reported first.
-- Grain and key: outlet_id. Bound: $week, $row_count. first_share is of all events that the outlet
-- reported among these.
WITH begun AS (
    SELECT event_id, first_outlet_id
    FROM event_summary
    WHERE iso_week(local_day(first_published_at)) = $week AND owners > 1
),
reported AS (
    SELECT related.outlet_id, count(DISTINCT related.event_id) AS events
    FROM article_related AS related
    SEMI JOIN begun ON related.event_id = begun.event_id
    GROUP BY related.outlet_id
),
firsts AS (
    SELECT first_outlet_id AS outlet_id, count(*) AS first_events
    FROM begun
    GROUP BY first_outlet_id
)
SELECT
    firsts.outlet_id,
    coalesce(outlet.owner, firsts.outlet_id) AS owner,
    outlet.country,
    firsts.first_events,
    reported.events,
    firsts.first_events / reported.events AS first_share
FROM firsts
INNER JOIN reported ON firsts.outlet_id = reported.outlet_id
LEFT JOIN outlet ON firsts.outlet_id = outlet.outlet_id
ORDER BY firsts.first_events DESC, first_share DESC, firsts.outlet_id
LIMIT $row_count;
