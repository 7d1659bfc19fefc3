-- Lead the ids of events that grouping ended, and the ids that led to them, to the events they live
-- on in; an event that grouping has again ended no more.
-- Grain and key: old_event_id. Reads stage_alias and stage_grouped. Bound: $at.
MERGE INTO event_alias USING (
    SELECT old_event_id, event_id, event_id AS uncorrected_event_id, $at AS valid_from FROM stage_alias
    UNION ALL
    SELECT
        event_alias.old_event_id, stage_alias.event_id,
        stage_alias.event_id AS uncorrected_event_id, event_alias.valid_from
    FROM event_alias
    INNER JOIN stage_alias ON event_alias.uncorrected_event_id = stage_alias.old_event_id
) AS staged ON event_alias.old_event_id = staged.old_event_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;

DELETE FROM event_alias
WHERE uncorrected_event_id IS NOT NULL AND old_event_id IN (SELECT event_id FROM stage_grouped);
