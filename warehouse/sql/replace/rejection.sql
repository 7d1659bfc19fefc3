-- What was rejected, without what says nothing about the page: the archive could not give it, or
-- its reading was put off.
-- Grain: a rejected page.
INSERT INTO rejection BY NAME
SELECT *
FROM stage_rejection
WHERE reason NOT IN ('archive_unreadable', 'put_off');
