-- Group and outlet of all texts around the ungrouped ones, as numbers. Grain and key: text. Bound: $days.
WITH span AS (
    SELECT min(published_at) - to_days($days) AS since, max(published_at) + to_days($days) AS until
    FROM stage_ungrouped
),
near AS (
    SELECT rowid AS text, article_id
    FROM article_fingerprint
    WHERE published_at BETWEEN (SELECT since FROM span) AND (SELECT until FROM span)
)
SELECT near.text, coalesce(hash(syndication_member.group_id), 0) AS group_code, hash(article.outlet_id) AS outlet_code
FROM near
INNER JOIN article USING (article_id)
LEFT JOIN syndication_member USING (article_id)
ORDER BY near.text;
