-- How far foreign archive files are read in with this run.
-- Grain and key: file.
MERGE INTO archive_import
USING stage_import AS staged
ON archive_import.file = staged.file
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
