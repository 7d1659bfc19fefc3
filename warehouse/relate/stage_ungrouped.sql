-- Articles that stand in no group of copies yet. Grain and key: article_id.
CREATE OR REPLACE TEMP TABLE stage_ungrouped AS
WITH ungrouped AS (SELECT article_id FROM unrelated ANTI JOIN syndication_member USING (article_id))
SELECT
    fingerprint.rowid AS text, fingerprint.article_id, fingerprint.published_at, fingerprint.text_hash,
    fingerprint.shingles, article.outlet_id, hash(article.outlet_id) AS outlet_code, article.title, article.agency
FROM article_fingerprint AS fingerprint
SEMI JOIN ungrouped USING (article_id)
INNER JOIN article USING (article_id);
