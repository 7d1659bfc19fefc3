-- Take articles whose text has changed out of their groups, and groups apart that lose their original: what
-- was in them is related anew. Grain and key: article_id.
CREATE OR REPLACE TEMP TABLE stage_ungroup AS
SELECT article_id
FROM syndication_member
WHERE group_id IN (
    SELECT group_id
    FROM syndication_member
    INNER JOIN stage_changed USING (article_id)
    WHERE is_untold AND relation = 'original'
)
OR article_id IN (SELECT article_id FROM stage_changed WHERE is_untold);

INSERT INTO unrelated
SELECT article_id
FROM stage_ungroup
ANTI JOIN unrelated USING (article_id);

INSERT INTO untallied
SELECT article_id FROM stage_ungroup
UNION ALL
SELECT article_id FROM stage_changed;

DELETE FROM syndication_member
WHERE article_id IN (SELECT article_id FROM stage_ungroup);
