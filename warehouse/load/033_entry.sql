-- Entries: a title may be edited, the first sight of one stays. Key: (feed_id, entry_id).
MERGE INTO entry USING stage_judged_entry AS staged
    ON entry.feed_id = staged.feed_id AND entry.entry_id = staged.entry_id
WHEN MATCHED THEN UPDATE SET
    article_id = staged.article_id, url = staged.url, article_url = staged.article_url,
    title = staged.title, summary = staged.summary, published_raw = staged.published_raw,
    published_at = staged.published_at, updated_at = staged.updated_at,
    last_seen_at = greatest(entry.last_seen_at, staged.last_seen_at), state = staged.state,
    attempt_count = greatest(entry.attempt_count, staged.attempt_count),
    next_attempt_at = staged.next_attempt_at
WHEN NOT MATCHED THEN INSERT (feed_id, entry_id, article_id, url, article_url, title, summary,
        published_raw, published_at, updated_at, first_seen_at, last_seen_at, state, attempt_count,
        next_attempt_at)
    VALUES (staged.feed_id, staged.entry_id, staged.article_id, staged.url, staged.article_url,
        staged.title, staged.summary, staged.published_raw, staged.published_at, staged.updated_at,
        staged.first_seen_at, staged.last_seen_at, staged.state, staged.attempt_count,
        staged.next_attempt_at);
