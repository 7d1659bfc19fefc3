-- The articles that the warehouse does not have yet, each once.
-- Grain and key: article_id. Rows are chosen by their row ids first: sorting whole texts takes
-- longer than all the rest. The texts stay in stage_read: they are most of its size.
CREATE OR REPLACE TEMP TABLE stage_new_article AS
WITH candidates AS (
    SELECT rowid AS row_number, article_id
    FROM stage_read
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY published_at, fetch_id) = 1
),
new AS (
    SELECT row_number
    FROM candidates
    ANTI JOIN article USING (article_id)
)
SELECT stage_read.* EXCLUDE ("text")
FROM stage_read
SEMI JOIN new ON stage_read.rowid = new.row_number;
