-- The memberships to show: those of grouping, but where a correction has moved the text.
-- Grain and key: article_id. Reads stage_grouped and stage_corrected (by text).
CREATE OR REPLACE TEMP TABLE stage_shown AS
WITH corrected AS (
    SELECT members.article_id, stage_corrected.* EXCLUDE (text_id)
    FROM stage_corrected
    INNER JOIN syndication_member AS members ON stage_corrected.text_id = members.group_id
)
SELECT
    article_id,
    coalesce(corrected.event_id, stage_grouped.event_id) AS event_id,
    coalesce(corrected.score, stage_grouped.score) AS score,
    coalesce(corrected.method_version, stage_grouped.method_version) AS method_version,
    corrected.event_id IS NOT NULL AS is_corrected
FROM stage_grouped
LEFT JOIN corrected USING (article_id);
