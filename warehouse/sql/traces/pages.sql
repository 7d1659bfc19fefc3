-- Requests for pages (and robots.txt) that may have led to what is to be erased: those of its
-- hosts, and those that brought an article of it.
-- Grain and key: fetch_id. Reads stage_erased_article. Bound: $hosts, $domains.
SELECT
    CAST(fetch_id AS VARCHAR) AS fetch_id, url, final_url, archive_file, archive_offset,
    coalesce(fetch_id IN (SELECT fetch_id FROM stage_erased_article), false) AS is_own
FROM "fetch"
WHERE
    target_kind IN ('page', 'robots')
    AND NOT starts_with(url, 'erased:')
    AND (
        host IN (SELECT unnest(CAST($hosts AS VARCHAR[])))
        OR host_of(final_url) IN (SELECT unnest(CAST($hosts AS VARCHAR[])))
        OR fetch_id IN (SELECT fetch_id FROM stage_erased_article)
        OR len(
            list_filter(
                CAST($domains AS VARCHAR[]),
                lambda domain: host = domain OR ends_with(host, '.' || domain)
            )
        )
        > 0
    );
