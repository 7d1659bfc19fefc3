-- The original of a group of copies.
-- Grain: an article. Bound: $text, the id of the group.
SELECT article_id
FROM syndication_member
WHERE CAST(group_id AS VARCHAR) = $text AND relation = 'original';
