-- The catalog as this run read it.
-- Grain and key: outlet_id. Bound: $files.
CREATE OR REPLACE TEMP TABLE stage_outlet AS
SELECT *
FROM read_json($files, format = 'newline_delimited', columns = {
    outlet_id: 'VARCHAR',
    name: 'VARCHAR',
    homepage: 'VARCHAR',
    domain: 'VARCHAR',
    country: 'VARCHAR',
    owner: 'VARCHAR', kind: 'VARCHAR', languages: 'VARCHAR[]', collections: 'VARCHAR[]'
});
