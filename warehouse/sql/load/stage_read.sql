-- What this run read, one row per page: two pages may have led to one article.
-- Grain and key: fetch_id. Bound: $files. An article is far shorter than the 16 MB that an object
-- may have by default; DuckDB fills a buffer of twice that.
CREATE OR REPLACE TEMP TABLE stage_read AS
WITH read_articles AS (
    SELECT *
    FROM read_json($files, format = 'newline_delimited', columns = {
        article_id: 'UUID', outlet_id: 'VARCHAR', url: 'VARCHAR', canonical_url: 'VARCHAR',
        title: 'VARCHAR',
        title_basis: 'VARCHAR',
        "text": 'VARCHAR',
        form: 'VARCHAR',
        is_complete: 'BOOLEAN',
        authors: 'VARCHAR[]', authors_basis: 'VARCHAR', section: 'VARCHAR', image_url: 'VARCHAR',
        published_at: 'TIMESTAMPTZ', published_witness: 'VARCHAR', published_precision: 'VARCHAR',
        updated_at: 'TIMESTAMPTZ',
        contradictions: 'STRUCT(field VARCHAR, witness VARCHAR, "value" VARCHAR)[]',
        published_basis: 'VARCHAR',
        fetched_at: 'TIMESTAMPTZ',
        fetch_id: 'UUID',
        char_count: 'INTEGER',
        language: 'STRUCT(tag VARCHAR, confidence FLOAT,
            votes STRUCT(method VARCHAR, tag VARCHAR, confidence FLOAT)[], title_tag VARCHAR,
            is_mixed BOOLEAN)',
        extractor_version: 'VARCHAR', run_id: 'VARCHAR', agency: 'VARCHAR', text_hash: 'UBIGINT',
        shingles: 'UBIGINT[]'
    })
)
SELECT read_articles.*, stage_fetch.url AS asked_url
FROM read_articles
INNER JOIN stage_fetch USING (fetch_id);
