-- The books of this run, counted from what came in, before anything is merged.
-- Grain: one row. A feed that gave nothing enters too, as an item that is rejected.
WITH dropped_feeds AS (SELECT count(*) AS n FROM stage_rejection WHERE entry_id IS NULL),
entries AS (
    SELECT
        count(*) AS entered,
        count(*) FILTER (WHERE verdict = 'loaded') AS read_count,
        count(*) FILTER (WHERE verdict = 'known') AS judged_before,
        count(*) FILTER (WHERE verdict = 'rejected') AS rejected,
        count(*) FILTER (WHERE verdict = 'lost') AS lost
    FROM stage_judged_entry
),
rejections AS (SELECT count(*) AS n FROM stage_rejection),
new_articles AS (SELECT count(*) AS n FROM stage_new_article)
SELECT
    entries.entered + dropped_feeds.n AS entered_count,
    new_articles.n AS loaded_count,
    entries.judged_before + (entries.read_count - new_articles.n) AS known_count,
    rejections.n AS rejected_count,
    entries.lost AS lost_count,
    entries.rejected + dropped_feeds.n - rejections.n AS unmatched_rejection_count
FROM entries, dropped_feeds, rejections, new_articles;
