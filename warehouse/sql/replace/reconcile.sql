-- The counts of reading again.
-- Grain: one row. A page enters. An article that is new or different is loaded, one that came out
-- the same, or that was not read, is known, and any other page is rejected.
SELECT
    count(*) AS entered_count,
    count(*) FILTER (
        WHERE NOT is_kept AND new_id IS NOT NULL AND NOT (has_same_text AND has_same_details)
    ) AS loaded_count,
    count(*) FILTER (
        WHERE is_kept OR (new_id IS NOT NULL AND has_same_text AND has_same_details)
    ) AS known_count,
    count(*) FILTER (WHERE NOT is_kept AND new_id IS NULL) AS rejected_count
FROM stage_outcome;
