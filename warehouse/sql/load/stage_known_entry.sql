-- What the warehouse has of this run's entries, with their row ids.
-- Grain and key: (feed_id, entry_id). They are looked up by a number first, and only then by their
-- ids: reading the ids of all entries takes ten times as long.
CREATE OR REPLACE TEMP TABLE stage_known_entry AS
WITH row_ids AS (SELECT entry.rowid AS row_id FROM entry SEMI JOIN stage_entry USING (entry_hash)),
found AS MATERIALIZED (
    SELECT
        rowid AS entry_row,
        feed_id,
        entry_id,
        article_id,
        url,
        article_url,
        state,
        attempt_count,
        next_attempt_at
    FROM entry
    WHERE rowid IN (SELECT row_id FROM row_ids)
)
FROM found
SEMI JOIN stage_entry USING (feed_id, entry_id);
