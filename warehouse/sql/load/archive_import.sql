-- A file is in as far as the run that brought its pages says. Key: file.
MERGE INTO archive_import USING stage_import AS staged ON archive_import.file = staged.file
WHEN MATCHED THEN UPDATE SET
    file_bytes = staged.file_bytes, next_offset = staged.next_offset, page_count = staged.page_count,
    run_id = staged.run_id
WHEN NOT MATCHED THEN INSERT (file, file_bytes, next_offset, page_count, run_id)
    VALUES (staged.file, staged.file_bytes, staged.next_offset, staged.page_count, staged.run_id);
