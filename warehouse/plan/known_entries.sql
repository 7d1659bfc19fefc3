-- Which of a run's entries were judged by an earlier one, or wait for another try after $now.
-- Grain and key: (feed_id, entry_id). Bound: $files, the run's polled entries; $now.
WITH polled AS (
    SELECT *
    FROM read_json($files, format = 'newline_delimited', columns = {
        feed_id: 'VARCHAR', entry_id: 'VARCHAR', article_url: 'VARCHAR'
    })
),
loaded AS (
    SELECT article_url FROM entry WHERE article_id IS NOT NULL
    UNION
    SELECT url FROM article
)
SELECT DISTINCT polled.feed_id, polled.entry_id
FROM polled
LEFT JOIN loaded USING (article_url)
LEFT JOIN entry ON polled.feed_id = entry.feed_id AND polled.entry_id = entry.entry_id
WHERE loaded.article_url IS NOT NULL
    OR entry.state = 'rejected'
    OR (entry.state = 'waiting' AND entry.next_attempt_at > $now);
