-- Articles that stand in no group of copies yet.
-- Grain and key: article_id. Their places are looked up first: with the shingles at once those of
-- all are read.
CREATE OR REPLACE TEMP TABLE stage_ungrouped AS
WITH ungrouped AS (
    SELECT article_id FROM unrelated ANTI JOIN syndication_member USING (article_id)
),
places AS (SELECT rowid AS place FROM article_fingerprint SEMI JOIN ungrouped USING (article_id)),
article_places AS (SELECT rowid AS place FROM article SEMI JOIN ungrouped USING (article_id)),
fingerprints AS (
    SELECT rowid AS text, article_id, published_at, text_hash, shingles
    FROM article_fingerprint
    WHERE rowid IN (SELECT place FROM places)
),
articles AS (
    SELECT article_id, outlet_id, title, agency
    FROM article
    WHERE rowid IN (SELECT place FROM article_places)
)
SELECT
    fingerprints.*,
    articles.outlet_id,
    hash(articles.outlet_id) AS outlet_code,
    articles.title,
    articles.agency
FROM fingerprints
INNER JOIN articles USING (article_id);
