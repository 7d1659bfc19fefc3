-- Outlets in eight collections; every three outlets share an owner.
INSERT INTO outlet (outlet_id, name, owner, country, kind, collections) SELECT
    'o' || n, 'Outlet ' || n,
    'g' || (n // 3),
    ['FR', 'DE', 'US', 'GB', 'ES', 'RU', 'BR', 'CN', 'IT', 'TR'][1 + n % 10],
    'newspaper',
    ['collection ' || (n % 8)]
FROM range(300) AS numbers (n);
