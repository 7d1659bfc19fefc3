-- Stories of fewer than two events, places of events that no longer exist or of stories that the
-- warehouse does not have, and main events that are in another story or in none.
-- Grain: a finding. Reads the stories whole.
SELECT story_id AS subject, count(*) || ' event' AS problem
FROM story_event
GROUP BY story_id
HAVING count(*) < 2
UNION ALL
SELECT story_id, 'event ' || event_id || ' does not exist'
FROM story_event
ANTI JOIN event USING (event_id)
UNION ALL
SELECT story_id, 'place of ' || event_id || ' in no story'
FROM story_event
ANTI JOIN story USING (story_id)
UNION ALL
SELECT story.story_id, 'main event ' || main_event_id || ' is not in it'
FROM story
LEFT JOIN story_event ON story.main_event_id = story_event.event_id
WHERE story_event.story_id IS DISTINCT FROM story.story_id;
