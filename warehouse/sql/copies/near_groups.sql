-- All articles of every group with one that shares enough with an ungrouped article.
-- Grain and key: article_id. Reads stage_text (row ids of texts). Bound: $days. Groups come whole:
-- an earlier copy decides which one is the original.
WITH alike AS (
    SELECT article_id
    FROM article_fingerprint
    WHERE rowid IN (SELECT text FROM stage_text)
    UNION
    SELECT article_fingerprint.article_id
    FROM article_fingerprint
    INNER JOIN stage_ungrouped AS same USING (text_hash)
    WHERE
        article_fingerprint.published_at
        BETWEEN same.published_at - to_days($days) AND same.published_at + to_days($days)
),
near_groups AS (SELECT DISTINCT group_id FROM syndication_member SEMI JOIN alike USING (article_id))
SELECT
    article_fingerprint.rowid AS text,
    CAST(article_id AS VARCHAR) AS article_id,
    article_fingerprint.published_at, article_fingerprint.text_hash, article_fingerprint.shingles,
    article.outlet_id, hash(article.outlet_id) AS outlet_code, article.title,
    article.agency IS NOT NULL OR coalesce(outlet.kind = 'wire', false) AS is_credited,
    CAST(syndication_member.group_id AS VARCHAR) AS group_id
FROM syndication_member
SEMI JOIN near_groups USING (group_id)
INNER JOIN article_fingerprint USING (article_id)
INNER JOIN article USING (article_id)
LEFT JOIN outlet ON article.outlet_id = outlet.outlet_id
ORDER BY article_fingerprint.published_at, syndication_member.article_id;
