-- What origins allow, by their latest answer.
-- Grain and key: origin.
MERGE INTO host
USING stage_host AS staged
ON host.origin = staged.origin
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
