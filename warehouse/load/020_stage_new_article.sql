-- The articles that the warehouse does not have yet, each once. Grain and key: article_id.
CREATE OR REPLACE TEMP TABLE stage_new_article AS
WITH candidates AS (
    SELECT *
    FROM stage_read
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY published_at, fetch_id) = 1
),
known AS (SELECT article_id FROM article)
SELECT candidates.*
FROM candidates
ANTI JOIN known USING (article_id);
