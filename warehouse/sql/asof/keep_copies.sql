-- Leave the copies that were there; a group whose original came later has its earliest text for
-- one.
-- Grain and key: article_id.
DELETE FROM syndication_member WHERE article_id NOT IN (SELECT article_id FROM stage_membership);
UPDATE syndication_member SET relation = 'original', similarity = 1
WHERE article_id IN (
    SELECT arg_min(article_id, (published_at, article_id))
    FROM syndication_member
    INNER JOIN article USING (article_id)
    GROUP BY group_id
    HAVING NOT bool_or(relation = 'original')
);
