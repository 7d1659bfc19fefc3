-- What was rejected, without what only the archive is to blame for.
-- Grain: a rejected page.
INSERT INTO rejection BY NAME
SELECT *
FROM stage_rejection
WHERE reason != 'archive_unreadable';
