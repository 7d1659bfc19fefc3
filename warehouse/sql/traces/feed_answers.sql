-- Archived answers of feeds that may list what is to be erased: those of the feeds' hosts from the
-- time when its entries were seen.
-- Grain and key: fetch_id. Bound: $feeds, $since, $until (when the entries were seen), $outlets
-- (all answers of their feeds).
WITH listing AS (
    SELECT *
    FROM feed
    WHERE
        feed_id IN (SELECT unnest(CAST($feeds AS VARCHAR[])))
        OR outlet_id IN (SELECT unnest(CAST($outlets AS VARCHAR[])))
),
hosts AS (
    SELECT DISTINCT host_of(unnest([url, redirect_url])) AS host FROM listing
),
own_urls AS (
    SELECT unnest([url, redirect_url]) AS url
    FROM listing
    WHERE outlet_id IN (SELECT unnest(CAST($outlets AS VARCHAR[])))
)
SELECT
    CAST(fetch_id AS VARCHAR) AS fetch_id, url, archive_file, archive_offset,
    coalesce(url IN (SELECT url FROM own_urls), false) AS is_own
FROM "fetch"
WHERE
    target_kind = 'feed'
    AND archive_file IS NOT NULL
    AND (
        url IN (SELECT url FROM own_urls)
        OR (
            -- A host is in ASCII, the URL of a feed as the catalog spells it.
            (
                lower(host) IN (SELECT lower(host) FROM hosts)
                OR host_of(url) IN (SELECT hosts.host FROM hosts)
            )
            AND requested_at BETWEEN CAST($since AS TIMESTAMPTZ) - INTERVAL 1 DAY
            AND CAST($until AS TIMESTAMPTZ) + INTERVAL 1 DAY
        )
    )
ORDER BY archive_file, archive_offset;
