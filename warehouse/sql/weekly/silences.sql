-- Which languages, countries and collections say nothing of some events while they publish.
-- Grain and key: (event_id, split, split_value). Bound: $events. The events are compared in each
-- view: a join with them would not reach the tables below, so that all events are counted.
WITH silent AS (
    SELECT event_id, 'language' AS split, "language" AS split_value, articles_meanwhile
    FROM event_silence
    WHERE list_contains(CAST($events AS UUID[]), event_id)
    UNION ALL
    SELECT event_id, 'country', country, articles_meanwhile
    FROM event_country_silence
    WHERE list_contains(CAST($events AS UUID[]), event_id)
    UNION ALL
    SELECT event_id, 'collection', collection, articles_meanwhile
    FROM event_collection_silence
    WHERE list_contains(CAST($events AS UUID[]), event_id)
)
SELECT
    CAST(event_id AS VARCHAR) AS event_id,
    split,
    split_value,
    CAST(articles_meanwhile AS BIGINT) AS articles_meanwhile
FROM silent
ORDER BY
    list_position(CAST($events AS UUID[]), silent.event_id),
    split DESC,
    articles_meanwhile DESC,
    split_value;
