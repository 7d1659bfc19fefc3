-- Every article of the groups of the staged ones, where it is in another event or in none.
-- Grain and key: article_id. Copies stand where the text they copy does.
CREATE OR REPLACE TEMP TABLE stage_moved AS
WITH decided AS (
    SELECT
        members.group_id,
        arg_min(stage_member.event_id, (relation != 'original', article_id)) AS event_id,
        arg_min(stage_member.score, (relation != 'original', article_id)) AS score,
        arg_min(stage_member.method_version, (relation != 'original', article_id)) AS method_version
    FROM stage_member
    INNER JOIN syndication_member AS members USING (article_id)
    GROUP BY members.group_id
)
SELECT
    decided.event_id,
    members.article_id,
    decided.score,
    decided.method_version,
    now_in.event_id AS old_event_id
FROM decided
INNER JOIN syndication_member AS members USING (group_id)
LEFT JOIN event_article AS now_in USING (article_id)
WHERE now_in.event_id IS DISTINCT FROM decided.event_id;
