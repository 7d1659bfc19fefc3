-- Titles that feeds changed, of what is erased.
-- Grain and key: (feed_id, entry_id, field, revised_at). Reads stage_erased_article,
-- stage_erased_entry and stage_erased_feed, before entries are redacted.
DELETE FROM article_revision
WHERE
    article_id IN (SELECT article_id FROM stage_erased_article)
    OR feed_id IN (SELECT feed_id FROM stage_erased_feed)
    OR (feed_id, entry_id) IN (SELECT (feed_id, entry_id) FROM stage_erased_entry);
