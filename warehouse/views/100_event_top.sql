-- The events of each day by how much is told of them. Grain and key: (day, event_id); rank from 1, by articles,
-- then owners. For a week, sum the days.
CREATE OR REPLACE VIEW event_top AS
WITH counted AS (SELECT * FROM event_day),
events AS (SELECT * FROM event)
SELECT
    counted.day,
    row_number() OVER (
        PARTITION BY counted.day ORDER BY counted.articles DESC, counted.owners DESC, counted.event_id
    ) AS rank,
    counted.event_id,
    events.title,
    counted.articles,
    counted.originals,
    counted.owners
FROM counted
INNER JOIN events USING (event_id);
