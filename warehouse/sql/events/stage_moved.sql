-- Articles that are to be shown in another event than these, or in none, or that are in it by
-- grouping from now on and were by a correction, or the other way round.
-- Grain and key: article_id. Reads stage_shown.
CREATE OR REPLACE TEMP TABLE stage_moved AS
SELECT
    stage_shown.event_id,
    stage_shown.article_id,
    stage_shown.score,
    stage_shown.method_version,
    now_in.event_id AS old_event_id
FROM stage_shown
LEFT JOIN event_article AS now_in USING (article_id)
LEFT JOIN event_article_uncorrected AS before USING (article_id)
WHERE
    now_in.event_id IS DISTINCT FROM stage_shown.event_id
    OR (before.article_id IS NOT NULL) != stage_shown.is_corrected;
