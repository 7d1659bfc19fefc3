-- Articles that are in no group of copies yet.
-- Grain and key: article_id. Row ids are looked up first: a query for the shingles themselves would
-- read those of all articles. What an agency itself publishes is credited to it.
CREATE OR REPLACE TEMP TABLE stage_ungrouped AS
WITH ungrouped AS (
    SELECT article_id FROM unrelated ANTI JOIN syndication_member USING (article_id)
),
row_ids AS (SELECT rowid AS row_id FROM article_fingerprint SEMI JOIN ungrouped USING (article_id)),
article_row_ids AS (SELECT rowid AS row_id FROM article SEMI JOIN ungrouped USING (article_id)),
fingerprints AS (
    SELECT rowid AS text, article_id, published_at, text_hash, shingles
    FROM article_fingerprint
    WHERE rowid IN (SELECT row_id FROM row_ids)
),
articles AS (
    SELECT article_id, outlet_id, title, agency
    FROM article
    WHERE rowid IN (SELECT row_id FROM article_row_ids)
)
SELECT
    fingerprints.*,
    articles.outlet_id,
    hash(articles.outlet_id) AS outlet_code,
    articles.title,
    articles.agency IS NOT NULL OR coalesce(outlet.kind = 'wire', false) AS is_credited
FROM fingerprints
INNER JOIN articles USING (article_id)
LEFT JOIN outlet ON articles.outlet_id = outlet.outlet_id;
