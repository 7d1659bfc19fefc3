-- The events of each story in the order in which they began.
-- Grain and key: (story_id, event_id); position from 1. hours_later: from the beginning of the
-- event before.
CREATE OR REPLACE VIEW story_timeline AS
WITH members AS (SELECT story_id, event_id, score FROM story_event),
events AS (SELECT * FROM event_tally)
SELECT
    members.story_id,
    row_number() OVER story AS position,
    members.event_id,
    events.title,
    events.title_language,
    events.first_published_at,
    events.last_published_at,
    date_diff('minute', lag(events.first_published_at) OVER story, events.first_published_at)
    / 60 AS hours_later,
    events.articles,
    events.originals,
    events.owners,
    events.languages,
    members.score
FROM members
INNER JOIN events USING (event_id)
WINDOW story AS (
    PARTITION BY members.story_id ORDER BY events.first_published_at, members.event_id
);
