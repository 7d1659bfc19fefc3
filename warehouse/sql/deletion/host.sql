-- What the hosts of erased domains allow. Grain and key: origin. Reads stage_erased.
DELETE FROM host
WHERE EXISTS (
    FROM stage_erased
    WHERE kind = 'domain'
        AND (
            split_part(split_part(origin, '/', 3), ':', 1) = key
            OR ends_with(split_part(split_part(origin, '/', 3), ':', 1), '.' || key)
        )
);
