-- Each story in one row: how much, by how many, in how many languages and countries, since when.
-- Grain and key: story_id. A story is two or more events that belong to one matter; title is that
-- of the event with the most articles.
CREATE OR REPLACE VIEW story_summary AS
WITH stories AS (SELECT * FROM story),
members AS (SELECT story_id, event_id FROM story_event),
events AS (SELECT event_id, title, title_language FROM event_tally),
related AS (SELECT * FROM article_related WHERE event_id IN (SELECT event_id FROM members)),
counted AS (
    SELECT
        members.story_id,
        count(DISTINCT members.event_id) AS events,
        count(*) AS articles,
        count(DISTINCT related.group_id) AS originals,
        count(DISTINCT related.outlet_id) AS outlets,
        count(DISTINCT related.owner) AS owners,
        count(DISTINCT related.language) AS languages,
        count(DISTINCT related.country) AS countries,
        min(related.published_at) AS first_published_at,
        max(related.published_at) AS last_published_at
    FROM members
    INNER JOIN related USING (event_id)
    GROUP BY members.story_id
)
SELECT
    stories.story_id,
    coalesce(events.title, stories.title) AS title,
    events.title_language,
    counted.events,
    counted.articles,
    counted.originals,
    counted.outlets,
    counted.owners,
    counted.languages,
    counted.countries,
    counted.first_published_at,
    counted.last_published_at
FROM stories
INNER JOIN counted USING (story_id)
LEFT JOIN events ON stories.main_event_id = events.event_id;
