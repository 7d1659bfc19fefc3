-- When the events began that are to be put into stories.
-- Grain and key: published_at. Reads stage_changed_event.
CREATE OR REPLACE TEMP TABLE stage_moment AS
SELECT DISTINCT first_published_at AS published_at
FROM event
SEMI JOIN stage_changed_event USING (event_id);
