-- The events that rose most in a week: each with its day of the highest z.
-- Grain and key: event_id. Bound: $week, $row_count. expected is 0 for an event that is new.
WITH spikes AS (
    SELECT *
    FROM event_spike
    WHERE day BETWEEN CAST($week AS DATE) AND CAST($week AS DATE) + 6 AND owners > 1 AND z > 0
),
highest AS (
    SELECT * FROM spikes
    QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY z DESC, day) = 1
),
events AS (SELECT * FROM event_summary)
SELECT
    CAST(highest.event_id AS VARCHAR) AS event_id,
    events.title,
    events.title_language,
    highest.day,
    highest.articles,
    highest.expected,
    highest.z,
    highest.originals,
    highest.owners,
    highest.answered_share
FROM highest
INNER JOIN events ON highest.event_id = events.event_id
ORDER BY highest.z DESC, highest.event_id
LIMIT $row_count;
