-- Every feed was polled.
SELECT
    'fo' || n AS feed_id, 'o' || n AS outlet_id, 'https://o' || n || '.example/feed.xml' AS url,
    struct_pack(
        status := 'active', failure_count := 0, next_due_at := TIMESTAMPTZ '2027-01-01 00:00:00+00'
    ) AS state
FROM range(300) AS numbers (n)
