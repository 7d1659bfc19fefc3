-- How many of a run's entries their feed had listed before.
-- Grain and key: feed_id. Bound: $files, the run's entries. Entries are looked up by a number, as
-- loading does.
WITH polled AS (
    SELECT *, entry_hash(feed_id, entry_id) AS entry_hash
    FROM read_json($files, format = 'newline_delimited', columns = {
        feed_id: 'VARCHAR', entry_id: 'VARCHAR'
    })
),
places AS (SELECT rowid AS place FROM entry SEMI JOIN polled USING (entry_hash)),
standing AS MATERIALIZED (
    SELECT feed_id, entry_id FROM entry WHERE rowid IN (SELECT place FROM places)
)
SELECT polled.feed_id, count(*) AS seen_count
FROM polled
SEMI JOIN standing USING (feed_id, entry_id)
GROUP BY polled.feed_id;
