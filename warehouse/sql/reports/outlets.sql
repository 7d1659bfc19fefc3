-- Title: Outlets and how much of the span is theirs
-- Grain: one row for each outlet (outlet_id)
-- Columns: outlet_id, name, domain, country, owner, kind, articles, originals, events
-- Parameters: since, until
SELECT
    outlet.outlet_id,
    outlet.name,
    outlet.domain,
    outlet.country,
    outlet.owner,
    outlet.kind,
    count(related.article_id) AS articles,
    count(DISTINCT related.group_id) AS originals,
    count(DISTINCT related.event_id) AS events
FROM outlet
LEFT JOIN article_related AS related
    ON
        outlet.outlet_id = related.outlet_id
        AND ($since IS NULL OR related.published_at >= $since)
        AND ($until IS NULL OR related.published_at < $until)
GROUP BY ALL
ORDER BY outlet.outlet_id;
