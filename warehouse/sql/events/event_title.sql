-- Title changed events in each language by the most central article of that language.
-- Grain and key: (event_id, language). The places of articles are looked up first: with their
-- titles at once those of all are read.
INSERT INTO event_title (event_id, language, title, article_id)
WITH places AS (SELECT rowid AS place FROM article SEMI JOIN stage_central USING (article_id)),
articles AS (
    SELECT article_id, language, title FROM article WHERE rowid IN (SELECT place FROM places)
)
SELECT stage_central.event_id, articles.language, articles.title, articles.article_id
FROM stage_central
INNER JOIN articles USING (article_id);
