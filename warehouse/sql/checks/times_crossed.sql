-- Things that ended before they began: runs, entries seen, polls, memberships, titles, corrections.
-- Grain: a finding. Reads what the last tallying staged, and of entries what this load saw.
WITH begun AS (SELECT min(started_at) AS at_first FROM stage_run)
SELECT 'run ' || run_id AS subject, finished_at AS problem FROM run WHERE finished_at < started_at
UNION ALL
SELECT 'entry ' || feed_id || ' ' || entry_id, first_seen_at
FROM entry
WHERE last_seen_at >= (SELECT at_first FROM begun) AND first_seen_at > last_seen_at
UNION ALL
SELECT 'feed ' || feed_id, last_success_at FROM feed WHERE last_success_at > last_polled_at
UNION ALL
SELECT 'membership of ' || article_id, valid_to
FROM event_article_past
WHERE article_id IN (SELECT article_id FROM stage_article) AND valid_to < valid_from
UNION ALL
SELECT 'title of ' || event_id, valid_to
FROM event_past
WHERE event_id IN (SELECT event_id FROM stage_touched) AND valid_to < valid_from
UNION ALL
SELECT 'correction ' || correction_id, withdrawn_at
FROM event_correction
WHERE withdrawn_at < made_at;
