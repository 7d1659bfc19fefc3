-- The events that corrections have taken an article out of or put one into, with all their
-- articles as grouping alone decided. Their rows in `event` have other spans of time.
-- Grain and key: article_id. Row ids are looked up first: a query for the times themselves would
-- read those of all articles.
CREATE OR REPLACE TEMP TABLE stage_reached AS
WITH reached AS (
    SELECT event_id FROM event_article_uncorrected
    UNION
    SELECT event_id FROM event_article SEMI JOIN event_article_uncorrected USING (article_id)
),
members AS (
    SELECT article_id, event_id FROM event_article_uncorrected
    UNION ALL
    SELECT article_id, event_id
    FROM event_article
    SEMI JOIN reached USING (event_id)
    ANTI JOIN event_article_uncorrected USING (article_id)
),
row_ids AS (SELECT rowid AS row_id FROM article SEMI JOIN members USING (article_id)),
articles AS (
    SELECT article_id, published_at FROM article WHERE rowid IN (SELECT row_id FROM row_ids)
)
SELECT members.*, articles.published_at
FROM members
INNER JOIN articles USING (article_id);
