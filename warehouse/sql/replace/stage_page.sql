-- The pages that were read again.
-- Grain and key: fetch_id. Bound: $files, of pages.
CREATE OR REPLACE TEMP TABLE stage_fetch AS
WITH pages AS (
    SELECT "fetch"
    FROM read_json($files, format = 'newline_delimited', columns = {
        "fetch": 'STRUCT(fetch_id UUID, url VARCHAR)'
    })
)
SELECT DISTINCT unnest("fetch") FROM pages;
