-- Title changed events in each language by the most central article of that language.
-- Grain and key: (event_id, language). Row ids of articles are looked up first: a query for the
-- titles themselves would read those of all articles.
INSERT INTO event_title (event_id, language, title, article_id)
WITH row_ids AS (SELECT rowid AS row_id FROM article SEMI JOIN stage_central USING (article_id)),
articles AS (
    SELECT article_id, language, title FROM article WHERE rowid IN (SELECT row_id FROM row_ids)
)
SELECT stage_central.event_id, articles.language, articles.title, articles.article_id
FROM stage_central
INNER JOIN articles USING (article_id);
