-- What this run rejected.
-- Grain: a rejection; rejections have no key, and a run is loaded once.
INSERT INTO rejection BY NAME
SELECT *
FROM stage_rejection;
