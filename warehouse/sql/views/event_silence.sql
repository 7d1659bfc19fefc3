-- Which languages say nothing of an event while they publish.
-- Grain and key: (event_id, language). articles_meanwhile: what the language published on the days
-- of the event.
CREATE OR REPLACE VIEW event_silence AS
WITH events AS (SELECT * FROM event_tally),
languages AS (SELECT * FROM language_day),
covered AS (SELECT event_id, language FROM event_language)
SELECT
    events.event_id,
    languages.language,
    sum(languages.articles) AS articles_meanwhile
FROM events
INNER JOIN languages
    ON
        languages.day BETWEEN local_day(events.first_published_at)
        AND local_day(events.last_published_at)
ANTI JOIN covered ON events.event_id = covered.event_id AND languages.language = covered.language
GROUP BY events.event_id, languages.language;
