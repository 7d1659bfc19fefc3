-- Lead the ids of events that corrections ended to the events of their articles, and there what
-- leads to such events by grouping. What led on by a correction that is withdrawn goes.
-- Grain and key: old_event_id. Reads stage_led. Bound: $at.
DELETE FROM event_alias
WHERE uncorrected_event_id IS NULL AND old_event_id NOT IN (SELECT old_event_id FROM stage_led);

MERGE INTO event_alias USING stage_led AS staged ON event_alias.old_event_id = staged.old_event_id
WHEN MATCHED THEN UPDATE SET event_id = staged.event_id
WHEN NOT MATCHED THEN
    INSERT (old_event_id, event_id, valid_from) VALUES (staged.old_event_id, staged.event_id, $at);

UPDATE event_alias SET event_id = resolved.event_id
FROM (
    SELECT event_alias.old_event_id, coalesce(stage_led.event_id, uncorrected_event_id) AS event_id
    FROM event_alias
    LEFT JOIN stage_led ON event_alias.uncorrected_event_id = stage_led.old_event_id
    WHERE uncorrected_event_id IS NOT NULL
) AS resolved
WHERE
    event_alias.old_event_id = resolved.old_event_id
    AND event_alias.event_id != resolved.event_id;
