-- Title: Each story: how many events, how much, by how many, where, since when
-- Grain: one row for each story (story_id); the span is of the story's first article
-- Columns: story_id, title, title_language, events, articles, originals, outlets, owners,
--     languages, countries, first_published_at, last_published_at
-- Parameters: since, until
SELECT
    story_id,
    title,
    title_language,
    events,
    articles,
    originals,
    outlets,
    owners,
    languages,
    countries,
    first_published_at,
    last_published_at
FROM story_summary
WHERE
    ($since IS NULL OR first_published_at >= $since)
    AND ($until IS NULL OR first_published_at < $until)
ORDER BY articles DESC, story_id;
