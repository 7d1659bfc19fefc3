-- Two hundred thousand words; common ones are shorter.
-- Key: rank.
CREATE TEMP TABLE words AS
SELECT
    n AS rank,
    substr(md5(n || 'w'), 1, CAST(3 + ln(n + 1) * 0.5 + random() * 4 AS INTEGER)) AS word
FROM range(200000) AS numbers (n);
