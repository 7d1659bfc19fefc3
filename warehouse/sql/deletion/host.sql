-- What the hosts of erased domains allow.
-- Grain and key: origin. Reads stage_erased.
DELETE FROM host
WHERE EXISTS (
    FROM stage_erased
    WHERE
        kind = 'domain'
        AND (
            host_of(origin) = key
            OR ends_with(host_of(origin), '.' || key)
        )
);
