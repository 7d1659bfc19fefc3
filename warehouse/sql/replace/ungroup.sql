-- Take articles whose text has changed out of their groups, and groups apart that lose their
-- original: what was in them is related anew. The original of a group that loses its only vector
-- has to be embedded.
-- Grain and key: article_id.
CREATE OR REPLACE TEMP TABLE stage_ungroup AS
SELECT article_id
FROM syndication_member
WHERE group_id IN (
    SELECT group_id
    FROM syndication_member
    INNER JOIN stage_changed USING (article_id)
    WHERE is_text_changed AND relation = 'original'
)
OR article_id IN (SELECT article_id FROM stage_changed WHERE is_text_changed);

INSERT INTO unrelated
SELECT article_id
FROM stage_ungroup
ANTI JOIN unrelated USING (article_id);

INSERT INTO unrelated
WITH losing AS (
    SELECT group_id
    FROM syndication_member
    SEMI JOIN stage_ungroup USING (article_id)
    SEMI JOIN article_vector USING (article_id)
),
kept AS (
    SELECT article_id, group_id, relation
    FROM syndication_member
    SEMI JOIN losing USING (group_id)
    ANTI JOIN stage_ungroup USING (article_id)
),
embedded AS (SELECT group_id FROM kept SEMI JOIN article_vector USING (article_id))
SELECT article_id
FROM kept
ANTI JOIN embedded USING (group_id)
ANTI JOIN unrelated USING (article_id)
WHERE relation = 'original';

INSERT INTO untallied
SELECT article_id FROM stage_ungroup
UNION ALL
SELECT article_id FROM stage_changed;

DELETE FROM syndication_member
WHERE article_id IN (SELECT article_id FROM stage_ungroup);
