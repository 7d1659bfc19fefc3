-- Entries, as they were last seen. Runs may be loaded in any order: the first time that an entry
-- was seen stays, and a page that was judged once is not waited for again.
-- Grain and key: (feed_id, entry_id).
MERGE INTO entry
USING
    (FROM stage_judged_entry WHERE entry_row IS NOT NULL) AS staged
    ON entry.rowid = staged.entry_row
WHEN MATCHED AND staged.last_seen_at < entry.last_seen_at THEN
    UPDATE
        SET
            first_seen_at = least(entry.first_seen_at, staged.first_seen_at),
            attempt_count = greatest(entry.attempt_count, staged.attempt_count),
            -- No wait is as long: the clock was wrong when the entry was seen last.
            next_attempt_at = CASE
                WHEN entry.next_attempt_at > staged.last_seen_at + INTERVAL 7 DAYS
                    THEN staged.next_attempt_at
                ELSE entry.next_attempt_at
            END,
            article_id = CASE
                WHEN
                    entry.article_url = staged.article_url
                    THEN coalesce(entry.article_id, staged.article_id)
                ELSE entry.article_id
            END,
            state = CASE
                WHEN entry.article_url IS DISTINCT FROM staged.article_url THEN entry.state
                WHEN 'loaded' IN (entry.state, staged.state) THEN 'loaded'
                WHEN 'rejected' IN (entry.state, staged.state) THEN 'rejected'
                ELSE 'waiting'
            END
WHEN MATCHED THEN UPDATE SET
    url = staged.url, article_url = staged.article_url,
    title = staged.title, summary = staged.summary, published_raw = staged.published_raw,
    published_at = staged.published_at, updated_at = staged.updated_at,
    first_seen_at = least(entry.first_seen_at, staged.first_seen_at),
    last_seen_at = staged.last_seen_at,
    attempt_count = CASE
        WHEN entry.article_url IS DISTINCT FROM staged.article_url THEN staged.attempt_count
        ELSE greatest(entry.attempt_count, staged.attempt_count)
    END,
    next_attempt_at = staged.next_attempt_at,
    article_id = CASE
        WHEN
            entry.article_url = staged.article_url
            THEN coalesce(staged.article_id, entry.article_id)
        ELSE staged.article_id
    END,
    state = CASE
        WHEN entry.article_url IS DISTINCT FROM staged.article_url THEN staged.state
        WHEN 'loaded' IN (entry.state, staged.state) THEN 'loaded'
        WHEN 'rejected' IN (entry.state, staged.state) THEN 'rejected'
        ELSE 'waiting'
    END;

INSERT INTO entry BY NAME
SELECT
    feed_id,
    entry_id,
    article_id,
    url,
    article_url,
    title,
    summary,
    published_raw,
    published_at,
    updated_at,
    first_seen_at, last_seen_at, state, attempt_count, next_attempt_at, entry_hash
FROM stage_judged_entry
WHERE entry_row IS NULL;
