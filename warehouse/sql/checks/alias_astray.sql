-- Aliases that lead to no living event.
-- Grain: a finding. Reads what the last tallying staged.
SELECT old_event_id AS subject, event_id AS problem
FROM event_alias
ANTI JOIN event USING (event_id);
