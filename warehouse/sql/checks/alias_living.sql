-- Aliases of events that live, and aliases that lead to another alias.
-- Grain: a finding. Reads the table whole.
SELECT old_event_id AS subject, 'lives' AS problem
FROM event_alias
WHERE old_event_id IN (SELECT event_id FROM event)
UNION ALL
SELECT old_event_id, 'leads to ' || event_id
FROM event_alias
WHERE event_id IN (SELECT old_event_id FROM event_alias);
