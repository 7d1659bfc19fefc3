-- Changes of titles go with their entries, where reading a page again gave its article another id,
-- or showed that it is none. Reading again is no change of the outlet's.
-- Grain and key: (feed_id, entry_id, field, revised_at). Reads stage_changed, after the entries.
CREATE OR REPLACE TEMP TABLE stage_revised_entry AS
SELECT entry.feed_id, entry.entry_id, entry.article_id
FROM entry
SEMI JOIN article_revision
    ON entry.feed_id = article_revision.feed_id AND entry.entry_id = article_revision.entry_id
WHERE entry.article_id IS NULL OR entry.article_id IN (SELECT article_id FROM article);

UPDATE article_revision SET article_id = stage_revised_entry.article_id
FROM stage_revised_entry
WHERE
    article_revision.feed_id = stage_revised_entry.feed_id
    AND article_revision.entry_id = stage_revised_entry.entry_id
    AND stage_revised_entry.article_id != article_revision.article_id
    AND article_revision.article_id IN (SELECT article_id FROM stage_changed);

DELETE FROM article_revision
WHERE article_id NOT IN (SELECT article_id FROM article);
