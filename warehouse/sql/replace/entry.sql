-- Entries follow the article that their page is now.
-- Grain and key: (feed_id, entry_id). The URL of the page decides, and for entries of other feeds
-- the article that the page was before. An article that another request for the page brought stays.
UPDATE entry SET
    article_id = outcome.new_id,
    state = CASE WHEN outcome.new_id IS NULL THEN 'rejected' ELSE 'loaded' END
FROM (SELECT * FROM stage_outcome WHERE NOT is_kept) AS outcome
WHERE
    (entry.url = outcome.url OR entry.article_id = outcome.old_id)
    AND entry.state != 'waiting'
    AND (entry.article_id IS DISTINCT FROM outcome.new_id)
    AND (outcome.new_id IS NOT NULL OR entry.article_id = outcome.old_id);
