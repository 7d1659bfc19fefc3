-- Runs whose counts do not reconcile: entered is not loaded + known + rejected.
-- Grain: a finding. Reads the table whole.
SELECT run_id AS subject, entered_count || ' entered' AS problem
FROM run
WHERE entered_count != loaded_count + known_count + rejected_count;
