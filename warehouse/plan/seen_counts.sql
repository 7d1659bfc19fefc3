-- How many of a run's entries their feed had listed before. Grain and key: feed_id.
-- Bound: $files, the run's entries.
WITH polled AS (
    SELECT *
    FROM read_json($files, format = 'newline_delimited', columns = {
        feed_id: 'VARCHAR', entry_id: 'VARCHAR'
    })
)
SELECT polled.feed_id, count(*) AS seen_count
FROM polled
SEMI JOIN entry ON polled.feed_id = entry.feed_id AND polled.entry_id = entry.entry_id
GROUP BY polled.feed_id;
