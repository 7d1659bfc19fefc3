-- Which of a run's entries were judged by an earlier one, or wait for another try after $now, but
-- not after $latest: a wrong clock set that. An entry that links to another page than the one that
-- was rejected, or waits, is new: some feeds use one id for all of their entries.
-- Grain and key: (feed_id, entry_id). Bound: $files, the run's polled entries; $now, $latest.
-- A link that led to an article did so whatever its normal form was then.
-- Entries are looked up by a number and articles by the id that is made of their URL, as loading
-- does; the link of another feed as it is.
WITH polled AS (
    SELECT
        *,
        entry_hash(feed_id, entry_id) AS entry_hash,
        article_id_of(article_url) AS article_id
    FROM read_json($files, format = 'newline_delimited', columns = {
        feed_id: 'VARCHAR', entry_id: 'VARCHAR', url: 'VARCHAR', article_url: 'VARCHAR'
    })
),
row_ids AS (SELECT rowid AS row_id FROM entry SEMI JOIN polled USING (entry_hash)),
listed AS MATERIALIZED (
    SELECT feed_id, entry_id, url, article_id, article_url AS listed_url, state, next_attempt_at
    FROM entry
    WHERE rowid IN (SELECT row_id FROM row_ids)
),
links AS (
    SELECT article_url FROM entry SEMI JOIN polled USING (article_url) WHERE article_id IS NOT NULL
),
articles AS (SELECT article_id FROM article SEMI JOIN polled USING (article_id))
SELECT DISTINCT polled.feed_id, polled.entry_id
FROM polled
LEFT JOIN listed USING (feed_id, entry_id)
WHERE
    polled.article_url IN (SELECT article_url FROM links)
    OR polled.article_id IN (SELECT article_id FROM articles)
    OR (listed.article_id IS NOT NULL AND listed.url = polled.url)
    OR (
        coalesce(listed.listed_url, '') = coalesce(polled.article_url, '')
        AND (
            listed.state = 'rejected'
            OR (
                listed.state = 'waiting'
                AND listed.next_attempt_at > $now AND listed.next_attempt_at <= $latest
            )
        )
    );
