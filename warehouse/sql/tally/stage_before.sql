-- Their rows as they were, and where.
-- Grain and key: article_id. Places are looked up first: with all columns at once whole ones are
-- read.
CREATE OR REPLACE TEMP TABLE stage_before AS
WITH places AS (SELECT rowid AS place FROM article_tally SEMI JOIN stage_article USING (article_id))
SELECT rowid AS place, article_id, day, event_id, language
FROM article_tally
WHERE rowid IN (SELECT place FROM places);
