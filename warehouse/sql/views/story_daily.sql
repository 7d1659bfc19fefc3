-- What is published of each story on each day that has articles.
-- Grain and key: (day, story_id). A text that several events of a story copy is one original.
CREATE OR REPLACE VIEW story_daily AS
WITH members AS (SELECT story_id, event_id FROM story_event),
related AS (SELECT * FROM article_related WHERE event_id IN (SELECT event_id FROM members)),
polls AS (SELECT * FROM poll_daily),
counted AS (
    SELECT
        related.day,
        members.story_id,
        count(DISTINCT members.event_id) AS events,
        count(*) AS articles,
        count(DISTINCT related.group_id) AS originals,
        count(DISTINCT related.owner) AS owners,
        count(DISTINCT related.language) AS languages
    FROM members
    INNER JOIN related USING (event_id)
    GROUP BY related.day, members.story_id
)
SELECT counted.*, polls.answered_share
FROM counted
LEFT JOIN polls USING (day);
