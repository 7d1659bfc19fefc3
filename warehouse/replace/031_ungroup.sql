-- Take articles whose text has changed out of their groups, and groups apart that lose their original.
-- Grain and key: article_id.
DELETE FROM syndication_member
WHERE group_id IN (
    SELECT group_id
    FROM syndication_member
    INNER JOIN stage_changed USING (article_id)
    WHERE is_untold AND relation = 'original'
)
OR article_id IN (SELECT article_id FROM stage_changed WHERE is_untold);
