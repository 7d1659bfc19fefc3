-- What became of every entry of this run: loaded (its page is an article), rejected, known
-- (it was judged before), or lost, which reconciliation does not allow.
-- Grain and key: (feed_id, entry_id). An entry whose rejection is not final waits for a later
-- run. One that is listed again before its next attempt is due is known, and goes on waiting,
-- unless it links to another page now. A page that was put off before it was fetched is due at
-- once, and that was no attempt. entry_row is the row id of the entry where the warehouse has it.
-- No wait takes two days: a later attempt was set by a wrong clock.
CREATE OR REPLACE TEMP TABLE stage_judged_entry AS
WITH entries AS (SELECT * FROM stage_entry),
rejections AS (
    SELECT
        feed_id, entry_id, bool_or(is_final) AS is_final,
        bool_and(reason = 'put_off' AND stage != 'read') AS is_put_off
    FROM stage_rejection
    WHERE entry_id IS NOT NULL
    GROUP BY feed_id, entry_id
),
pages AS (
    SELECT stage_entry.article_url, min(stage_read.article_id) AS article_id
    FROM stage_read
    INNER JOIN stage_entry ON stage_read.asked_url = stage_entry.url
    GROUP BY stage_entry.article_url
),
known AS (
    SELECT
        stage_entry.feed_id, stage_entry.entry_id,
        stage_known_entry.attempt_count, stage_known_entry.next_attempt_at,
        stage_known_entry.state = 'rejected' AS is_rejected,
        stage_known_entry.state = 'waiting'
        AND stage_known_entry.next_attempt_at > stage_entry.last_seen_at
        AND stage_known_entry.next_attempt_at <= stage_entry.last_seen_at + INTERVAL 2 DAYS
            AS is_waiting
    FROM stage_known_entry
    INNER JOIN stage_entry USING (feed_id, entry_id)
    WHERE
        coalesce(stage_known_entry.article_url, '') = coalesce(stage_entry.article_url, '')
),
row_ids AS (SELECT feed_id, entry_id, entry_row FROM stage_known_entry)
SELECT
    entries.* REPLACE (
        CASE
            WHEN
                known.is_waiting AND rejections.is_final IS NULL AND pages.article_id IS NULL
                THEN known.attempt_count
            WHEN rejections.is_put_off THEN entries.attempt_count - 1
            ELSE entries.attempt_count
        END AS attempt_count,
        CASE
            WHEN
                known.is_waiting AND rejections.is_final IS NULL AND pages.article_id IS NULL
                THEN known.next_attempt_at
            WHEN NOT coalesce(rejections.is_put_off, false) THEN entries.next_attempt_at
        END AS next_attempt_at
    ),
    row_ids.entry_row,
    CASE
        WHEN
            rejections.is_final IS NULL
            THEN coalesce(pages.article_id, stage_linked_article.article_id)
    END
        AS article_id,
    CASE
        WHEN rejections.is_final IS NOT NULL THEN 'rejected'
        WHEN pages.article_id IS NOT NULL THEN 'loaded'
        WHEN stage_linked_article.article_id IS NOT NULL THEN 'known'
        WHEN known.is_rejected OR known.is_waiting THEN 'known'
        ELSE 'lost'
    END AS verdict,
    CASE
        WHEN rejections.is_final THEN 'rejected'
        WHEN NOT rejections.is_final THEN 'waiting'
        WHEN coalesce(pages.article_id, stage_linked_article.article_id) IS NOT NULL THEN 'loaded'
        WHEN known.is_waiting THEN 'waiting'
        ELSE 'rejected'
    END AS state
FROM entries
LEFT JOIN rejections USING (feed_id, entry_id)
LEFT JOIN pages ON entries.article_url = pages.article_url
LEFT JOIN stage_linked_article ON entries.article_url = stage_linked_article.article_url
LEFT JOIN known USING (feed_id, entry_id)
LEFT JOIN row_ids USING (feed_id, entry_id);
