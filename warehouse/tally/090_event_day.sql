-- Count touched events by day, and what the four weeks before let expect. Grain and key: (day, event_id).
INSERT INTO event_day
WITH daily AS (
    SELECT
        day,
        event_id,
        count(*) AS articles,
        count(DISTINCT group_id) AS originals,
        count(DISTINCT owner) AS owners
    FROM stage_told
    GROUP BY day, event_id
),
windowed AS (
    SELECT
        *,
        coalesce(
            sum(articles) OVER (
                PARTITION BY event_id ORDER BY day
                RANGE BETWEEN INTERVAL 28 DAYS PRECEDING AND INTERVAL 1 DAY PRECEDING
            ),
            0
        ) / 28 AS expected
    FROM daily
)
SELECT day, event_id, articles, originals, owners, expected, (articles - expected) / sqrt(expected + 1) AS z
FROM windowed;
