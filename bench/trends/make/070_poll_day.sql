-- Days on which most feeds answered.
INSERT INTO poll_day SELECT CAST(day AS DATE), 300, 290
FROM generate_series(DATE '2026-01-01', DATE '2026-12-31', INTERVAL 1 DAY) AS days (day);
