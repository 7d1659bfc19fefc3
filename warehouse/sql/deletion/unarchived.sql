-- The records that are to be cut out of the archive.
-- Grain and key: both columns. Reads stage_cut.
INSERT INTO unarchived
SELECT archive_file, archive_offset
FROM stage_cut
ANTI JOIN unarchived USING (archive_file, archive_offset);
