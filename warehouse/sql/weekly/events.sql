-- The events of a week that most independent owners reported.
-- Grain and key: event_id, by rank. Bound: $week, $row_count. articles, originals and owners are
-- those of the week; languages, countries and who was first are those of the whole event.
WITH weekly AS (SELECT * FROM event_top_weekly WHERE week = $week),
events AS (SELECT * FROM event_summary),
first_languages AS (
    SELECT event_id, min("language") AS first_language
    FROM event_language_lag
    WHERE lag_minutes = 0
    GROUP BY event_id
)
SELECT
    row_number() OVER (
        ORDER BY weekly.owners DESC, weekly.articles DESC, weekly.event_id
    ) AS rank,
    CAST(weekly.event_id AS VARCHAR) AS event_id,
    events.title,
    events.title_language,
    weekly.articles,
    weekly.originals,
    weekly.owners,
    events.languages,
    events.countries,
    events.first_published_at,
    events.first_outlet_id,
    first_languages.first_language
FROM weekly
INNER JOIN events ON weekly.event_id = events.event_id
LEFT JOIN first_languages ON weekly.event_id = first_languages.event_id
ORDER BY rank
LIMIT $row_count;
