-- Lead the ids of events that are no more, and what led to them, to those they live on in.
-- Grain and key: old_event_id. Bound: $at.
MERGE INTO event_alias USING (
    SELECT old_event_id, event_id, $at AS valid_from FROM stage_alias
    UNION ALL
    SELECT event_alias.old_event_id, stage_alias.event_id, event_alias.valid_from
    FROM event_alias
    INNER JOIN stage_alias ON event_alias.event_id = stage_alias.old_event_id
) AS staged ON event_alias.old_event_id = staged.old_event_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
