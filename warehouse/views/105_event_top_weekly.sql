-- The events of each ISO week by how much is told of them. Grain and key: (week, event_id); week is its Monday,
-- rank from 1, by articles, then owners.
CREATE OR REPLACE VIEW event_top_weekly AS
WITH counted AS (SELECT * FROM event_week),
ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY week ORDER BY articles DESC, owners DESC, event_id) AS rank
    FROM counted
),
events AS (SELECT * FROM event),
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
