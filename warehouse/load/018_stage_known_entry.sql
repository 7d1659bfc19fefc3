-- What the warehouse has of this run's entries, and where: the one reading of all keys that a load takes.
-- Grain and key: (feed_id, entry_id).
CREATE OR REPLACE TEMP TABLE stage_known_entry AS
SELECT
    entry.rowid AS entry_row, entry.feed_id, entry.entry_id, entry.article_id, entry.article_url, entry.state,
    entry.attempt_count, entry.next_attempt_at
FROM entry
INNER JOIN stage_entry USING (feed_id, entry_id);
