-- Days on which an event had more articles than its trailing four weeks, days without any counted as 0.
-- Grain and key: (day, event_id), for days with articles. expected is the daily mean of the 28 days
-- before; z is (articles - expected) / sqrt(expected + 1), the distance in a Poisson count's deviations.
CREATE OR REPLACE VIEW event_spike AS
WITH related AS (SELECT * FROM article_related WHERE event_id IS NOT NULL),
daily AS (
    SELECT day, event_id, count(*) AS articles
    FROM related
    GROUP BY day, event_id
),
windowed AS (
    SELECT
        day,
        event_id,
        articles,
        coalesce(
            sum(articles) OVER (
                PARTITION BY event_id ORDER BY day
                RANGE BETWEEN INTERVAL 28 DAYS PRECEDING AND INTERVAL 1 DAY PRECEDING
            ),
            0
        ) / 28 AS expected
    FROM daily
)
SELECT day, event_id, articles, expected, (articles - expected) / sqrt(expected + 1) AS z
FROM windowed;
