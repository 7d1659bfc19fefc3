-- The titles that touched events are shown with: in the first of the reader's languages in which an
-- event is reported, else that of its most central article.
-- Grain and key: event_id. Reads stage_touched and stage_reach.
CREATE OR REPLACE TEMP TABLE stage_event_title AS
WITH touched AS (SELECT DISTINCT event_id FROM stage_touched),
central AS (
    SELECT event_id, title, representative_article_id AS article_id
    FROM event
    SEMI JOIN touched USING (event_id)
    WHERE last_published_at >= (SELECT first_at FROM stage_reach)
),
articles AS (SELECT article_id, language FROM article SEMI JOIN central USING (article_id)),
preferred AS (
    SELECT
        event_title.event_id,
        arg_min(event_title.title, reader_language.rank) AS title,
        arg_min(event_title.language, reader_language.rank) AS language
    FROM event_title
    INNER JOIN reader_language USING (language)
    SEMI JOIN central USING (event_id)
    WHERE event_title.title != ''
    GROUP BY event_title.event_id
)
SELECT
    central.event_id,
    coalesce(preferred.title, central.title) AS title,
    coalesce(preferred.language, articles.language) AS title_language
FROM central
LEFT JOIN articles USING (article_id)
LEFT JOIN preferred USING (event_id);
