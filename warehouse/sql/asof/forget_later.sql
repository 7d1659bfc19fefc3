-- Forget requests, entries, changes of titles, rejections and polls that came later.
-- Grain: a row of each of their tables. The state of feeds is as of today.
DELETE FROM "fetch" WHERE requested_at > (SELECT moment FROM stage_at);
DELETE FROM entry WHERE first_seen_at > (SELECT moment FROM stage_at);
DELETE FROM rejection
WHERE
    run_id IN (
        SELECT run_id
        FROM run
        WHERE finished_at IS NULL OR finished_at > (SELECT moment FROM stage_at)
    );
DELETE FROM run WHERE finished_at IS NULL OR finished_at > (SELECT moment FROM stage_at);
DELETE FROM article_revision
WHERE
    revised_at > (SELECT moment FROM stage_at)
    OR article_id NOT IN (SELECT article_id FROM article);
DELETE FROM poll_day WHERE day > (SELECT local_day(moment) FROM stage_at);
