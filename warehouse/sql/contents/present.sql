-- Which passages stand in the warehouse: copies of an erased article may have its words.
-- Grain and key: passage. Reads stage_passage.
WITH lines AS (
    SELECT concat_ws(chr(10), url, canonical_url, title) AS line FROM article
    UNION ALL
    SELECT concat_ws(chr(10), url, article_url, title, summary) AS line FROM entry
    UNION ALL
    SELECT concat_ws(chr(10), before, after) AS line FROM article_revision
    UNION ALL
    SELECT text AS line FROM article_text
)
SELECT DISTINCT stage_passage.passage
FROM lines
INNER JOIN stage_passage ON contains(lines.line, stage_passage.passage);
