-- Articles of the window that have their group. Grain and key: article_id. Bound: $since, $until.
-- Groups come whole: an earlier copy decides which one is the original.
WITH members AS (SELECT article_id, group_id FROM syndication_member),
near_groups AS (
    SELECT DISTINCT members.group_id
    FROM article_fingerprint
    INNER JOIN members USING (article_id)
    WHERE article_fingerprint.published_at BETWEEN $since AND $until
)
SELECT article_id, published_at, text_hash, shingles, group_id
FROM article_fingerprint
INNER JOIN members USING (article_id)
SEMI JOIN near_groups USING (group_id)
ORDER BY published_at, article_id;
