-- The catalog, as it is.
SELECT
    'o' || n AS outlet_id, 'Outlet ' || n AS name, 'g' || (n // 3) AS owner,
    ['FR', 'DE', 'US', 'GB', 'ES', 'RU', 'BR', 'CN', 'IT', 'TR'][1 + n % 10] AS country,
    'newspaper' AS kind
FROM range(300) AS numbers (n)
