-- How many events two outlets both report, of those that each reports.
-- Grain and key: (outlet_id, other_outlet_id); each pair has a row in both directions, and only
-- where they share an event. shared_events are reported by both; shared_share is their share of the
-- events of outlet_id, overlap_share that of the events that either reports (Jaccard), both 0 to 1.
CREATE OR REPLACE VIEW outlet_overlap AS
WITH reported AS (
    SELECT DISTINCT event_id, outlet_id
    FROM article_tally
    WHERE event_id IS NOT NULL
),
totals AS (SELECT outlet_id, count(*) AS events FROM reported GROUP BY outlet_id),
pairs AS (
    SELECT
        mine.outlet_id,
        theirs.outlet_id AS other_outlet_id,
        count(*) AS shared_events
    FROM reported AS mine
    INNER JOIN reported AS theirs
        ON mine.event_id = theirs.event_id AND mine.outlet_id != theirs.outlet_id
    GROUP BY mine.outlet_id, theirs.outlet_id
)
SELECT
    pairs.outlet_id,
    pairs.other_outlet_id,
    pairs.shared_events,
    mine.events,
    theirs.events AS other_events,
    pairs.shared_events / mine.events AS shared_share,
    pairs.shared_events / (mine.events + theirs.events - pairs.shared_events) AS overlap_share
FROM pairs
INNER JOIN totals AS mine ON pairs.outlet_id = mine.outlet_id
INNER JOIN totals AS theirs ON pairs.other_outlet_id = theirs.outlet_id;
