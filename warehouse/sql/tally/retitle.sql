-- Give events the titles that they are shown with.
-- Grain and key: event_id.
UPDATE event_tally SET
    title = stage_event_title.title,
    title_language = stage_event_title.title_language
FROM stage_event_title
WHERE
    event_tally.event_id = stage_event_title.event_id
    AND (event_tally.title, event_tally.title_language)
    IS DISTINCT FROM (stage_event_title.title, stage_event_title.title_language);
