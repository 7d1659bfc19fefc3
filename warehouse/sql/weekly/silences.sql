-- Which languages, countries and collections say nothing of some events while they publish.
-- Grain and key: (event_id, split, split_value). Bound: $events.
WITH sought AS (
    SELECT CAST(event AS UUID) AS event_id, position
    FROM (
        SELECT
            unnest(CAST($events AS VARCHAR[])) AS event,
            generate_subscripts(CAST($events AS VARCHAR[]), 1) AS position
    )
),
silent AS (
    SELECT event_id, 'language' AS split, "language" AS split_value, articles_meanwhile
    FROM event_silence
    WHERE event_id IN (SELECT event_id FROM sought)
    UNION ALL
    SELECT event_id, 'country', country, articles_meanwhile
    FROM event_country_silence
    WHERE event_id IN (SELECT event_id FROM sought)
    UNION ALL
    SELECT event_id, 'collection', collection, articles_meanwhile
    FROM event_collection_silence
    WHERE event_id IN (SELECT event_id FROM sought)
)
SELECT
    CAST(silent.event_id AS VARCHAR) AS event_id,
    silent.split,
    silent.split_value,
    CAST(silent.articles_meanwhile AS BIGINT) AS articles_meanwhile
FROM silent
INNER JOIN sought ON silent.event_id = sought.event_id
ORDER BY sought.position, silent.split DESC, silent.articles_meanwhile DESC, silent.split_value;
