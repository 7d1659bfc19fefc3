-- Which run and methods the published warehouse is of; warehouse_version is its last migration.
-- Grain: one row. The last run is the one noted last, whatever the clock was.
WITH runs AS (SELECT *, rowid AS number FROM run WHERE finished_at IS NOT NULL)
SELECT
    (SELECT arg_max(run_id, number) FROM runs) AS run_id,
    (SELECT arg_max(finished_at, number) FROM runs) AS finished_at,
    (SELECT list(DISTINCT method_version ORDER BY method_version) FROM event_article
    ) AS event_methods,
    (SELECT list(DISTINCT method_version ORDER BY method_version) FROM syndication_member
    ) AS copy_methods,
    (SELECT list(DISTINCT extractor_version ORDER BY extractor_version) FROM article
    ) AS extractor_versions,
    (SELECT list(DISTINCT embedder ORDER BY embedder) FROM language_mean) AS embedders,
    (SELECT max(replace(name, 'migrations/', '')) FROM schema_version WHERE name LIKE 'migrations/%'
    ) AS warehouse_version;
