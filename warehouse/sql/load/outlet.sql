-- Outlets follow the catalog; those that left it stay, because their articles do.
-- Grain and key: outlet_id.
MERGE INTO outlet
USING (SELECT * REPLACE (coalesce(collections, []) AS collections) FROM stage_outlet) AS staged
ON outlet.outlet_id = staged.outlet_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
