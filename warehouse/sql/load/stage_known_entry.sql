-- What the warehouse has of this run's entries, and where.
-- Grain and key: (feed_id, entry_id). They are looked up by a number, and only then by their ids:
-- to read those of all takes ten times as long.
CREATE OR REPLACE TEMP TABLE stage_known_entry AS
WITH places AS (SELECT entry.rowid AS place FROM entry SEMI JOIN stage_entry USING (entry_hash)),
found AS MATERIALIZED (
    SELECT
        rowid AS entry_row,
        feed_id,
        entry_id,
        article_id,
        article_url,
        state,
        attempt_count,
        next_attempt_at
    FROM entry
    WHERE rowid IN (SELECT place FROM places)
)
FROM found
SEMI JOIN stage_entry USING (feed_id, entry_id);
