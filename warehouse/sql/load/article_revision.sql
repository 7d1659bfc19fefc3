-- Titles that feeds give articles now, where they gave another at the poll before.
-- Grain and key: (feed_id, entry_id, field, revised_at). Runs before the entries are brought up to
-- what is staged. Only the newest poll of an entry counts, so that runs may be loaded in any order;
-- an entry that links to another page now is another article. A feed that gives a title of its own
-- to each poll gets twenty rows for an entry.
INSERT INTO article_revision BY NAME
WITH listed AS (
    SELECT entry_row, title, article_url, last_seen_at
    FROM stage_judged_entry
    WHERE entry_row IS NOT NULL AND title != ''
),
known AS (
    SELECT rowid AS entry_row, feed_id, entry_id, article_id, article_url, title, last_seen_at
    FROM entry
    WHERE rowid IN (SELECT entry_row FROM listed)
),
changed AS (
    SELECT
        known.article_id,
        listed.last_seen_at AS revised_at,
        'title' AS field,
        known.title AS before,
        listed.title AS after,
        known.feed_id,
        known.entry_id
    FROM listed
    INNER JOIN known USING (entry_row)
    WHERE
        known.article_id IS NOT NULL
        AND known.title NOT IN ('', listed.title)
        AND known.article_url = listed.article_url
        AND known.last_seen_at < listed.last_seen_at
),
kept AS (
    SELECT feed_id, entry_id
    FROM article_revision
    SEMI JOIN changed USING (feed_id, entry_id)
    GROUP BY feed_id, entry_id
    HAVING count(*) >= 20
)
FROM changed
ANTI JOIN kept USING (feed_id, entry_id);
