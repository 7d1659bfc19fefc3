-- Bring the rows of changed events up to their members. Grain and key: event_id. Reads stage_central
-- (event_id, article_id, is_representative), an event's most central article overall and of each language. Bound: $at.
MERGE INTO event USING (
    SELECT
        stage_central.event_id,
        any_value(central.title) AS title,
        min(article.published_at) AS first_published_at,
        max(article.published_at) AS last_published_at,
        any_value(stage_central.article_id) AS representative_article_id,
        $at AS valid_from
    FROM stage_central
    INNER JOIN article AS central ON stage_central.article_id = central.article_id
    INNER JOIN event_article ON stage_central.event_id = event_article.event_id
    INNER JOIN article ON event_article.article_id = article.article_id
    WHERE stage_central.is_representative
    GROUP BY stage_central.event_id
) AS staged ON event.event_id = staged.event_id
WHEN MATCHED THEN UPDATE SET
    title = staged.title, first_published_at = staged.first_published_at,
    last_published_at = staged.last_published_at,
    representative_article_id = staged.representative_article_id, valid_from = staged.valid_from
WHEN NOT MATCHED THEN
    INSERT (event_id, title, first_published_at, last_published_at, representative_article_id, valid_from)
    VALUES (staged.event_id, staged.title, staged.first_published_at, staged.last_published_at,
        staged.representative_article_id, staged.valid_from);
