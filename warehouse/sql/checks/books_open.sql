-- Runs whose books do not balance.
-- Grain: a finding. Reads what the last tallying staged.
SELECT run_id AS subject, entered_count || ' entered' AS problem
FROM run
WHERE entered_count != loaded_count + known_count + rejected_count;
