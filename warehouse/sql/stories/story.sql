-- Bring the rows of stories up to date with their events.
-- Grain and key: story_id. Reads stage_story. The main event is the one with the most articles, the
-- earliest of equal ones.
MERGE INTO story USING (
    WITH members AS (SELECT story_id, event_id FROM story_event SEMI JOIN stage_story USING (story_id)),
    counts AS (
        SELECT event_id, count(*) AS article_count
        FROM event_article
        SEMI JOIN members USING (event_id)
        GROUP BY event_id
    ),
    events AS (
        SELECT event_id, title, first_published_at, last_published_at
        FROM event
        SEMI JOIN members USING (event_id)
    ),
    ranked AS (
        SELECT
            members.story_id,
            events.*,
            row_number() OVER (
                PARTITION BY members.story_id
                ORDER BY counts.article_count DESC, events.first_published_at, events.event_id
            ) AS rank
        FROM members
        INNER JOIN counts USING (event_id)
        INNER JOIN events USING (event_id)
    )
    SELECT
        story_id,
        any_value(title) FILTER (WHERE rank = 1) AS title,
        min(first_published_at) AS first_published_at,
        max(last_published_at) AS last_published_at,
        any_value(event_id) FILTER (WHERE rank = 1) AS main_event_id
    FROM ranked
    GROUP BY story_id
) AS staged ON story.story_id = staged.story_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
