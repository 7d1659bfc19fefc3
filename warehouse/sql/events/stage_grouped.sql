-- Memberships as grouping alone decides them, once staged originals are in their new events: of
-- their groups of copies, of all that a correction has moved, and of the events of all that
-- corrections name. Copies are in the event of the text they copy.
-- Grain and key: article_id. Reads stage_member.
CREATE OR REPLACE TEMP TABLE stage_grouped AS
WITH decided AS (
    SELECT
        members.group_id,
        arg_min(stage_member.event_id, (relation != 'original', article_id)) AS event_id,
        arg_min(stage_member.score, (relation != 'original', article_id)) AS score,
        arg_min(stage_member.method_version, (relation != 'original', article_id)) AS method_version
    FROM stage_member
    INNER JOIN syndication_member AS members USING (article_id)
    GROUP BY members.group_id
),
changed AS (
    SELECT members.article_id, decided.event_id, decided.score, decided.method_version
    FROM decided
    INNER JOIN syndication_member AS members USING (group_id)
),
corrected AS (
    SELECT article_id, event_id, score, method_version
    FROM event_article_uncorrected
    ANTI JOIN changed USING (article_id)
),
named AS (
    SELECT unnest([article_id, anchor_article_id]) AS article_id
    FROM event_correction
    WHERE withdrawn_at IS NULL
),
named_groups AS (SELECT group_id FROM syndication_member SEMI JOIN named USING (article_id)),
named_articles AS (
    SELECT article_id FROM syndication_member SEMI JOIN named_groups USING (group_id)
),
reached AS (
    SELECT event_id FROM changed SEMI JOIN named_articles USING (article_id)
    UNION
    SELECT event_id FROM corrected SEMI JOIN named_articles USING (article_id)
    UNION
    SELECT event_id FROM event_article SEMI JOIN named_articles USING (article_id)
)
FROM changed
UNION ALL
FROM corrected
UNION ALL
SELECT article_id, event_id, score, method_version
FROM event_article
SEMI JOIN reached USING (event_id)
ANTI JOIN changed USING (article_id)
ANTI JOIN event_article_uncorrected USING (article_id);
