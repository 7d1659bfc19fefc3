-- The shingles of all texts around the ungrouped ones. Grain and key: (text, hash); `text` is a number.
-- Bound: $days, how far the window reaches before and behind them.
WITH span AS (
    SELECT min(published_at) - to_days($days) AS since, max(published_at) + to_days($days) AS until
    FROM stage_ungrouped
)
SELECT rowid AS text, unnest(shingles) AS hash
FROM article_fingerprint
WHERE published_at BETWEEN (SELECT since FROM span) AND (SELECT until FROM span);
