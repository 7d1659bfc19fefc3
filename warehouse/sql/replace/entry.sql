-- Entries follow the article their page is now.
-- Grain and key: (feed_id, entry_id). The page's own URL decides, and for entries of other feeds
-- the article it was before.
UPDATE entry SET
    article_id = outcome.new_id,
    state = CASE WHEN outcome.new_id IS NULL THEN 'rejected' ELSE 'loaded' END
FROM (SELECT * FROM stage_outcome WHERE NOT is_kept) AS outcome
WHERE
    (entry.url = outcome.url OR entry.article_id = outcome.old_id)
    AND entry.state != 'waiting'
    AND (entry.article_id IS DISTINCT FROM outcome.new_id);
