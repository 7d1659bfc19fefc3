-- Bring the rows of changed events up to their members.
-- Grain and key: event_id. Reads stage_central (event_id, article_id, is_representative), an
-- event's most central article overall and of each language. Bound: $at. The places of articles are
-- looked up first: with their titles at once those of all are read.
MERGE INTO event USING (
    WITH representatives AS (SELECT event_id, article_id FROM stage_central WHERE is_representative),
    members AS (
        SELECT event_article.event_id, event_article.article_id
        FROM event_article
        SEMI JOIN representatives USING (event_id)
    ),
    places AS (SELECT rowid AS place FROM article SEMI JOIN members USING (article_id)),
    articles AS (SELECT article_id, published_at, title FROM article WHERE rowid IN (SELECT place FROM places))
    SELECT
        members.event_id,
        any_value(articles.title) FILTER (WHERE members.article_id = representatives.article_id) AS title,
        min(articles.published_at) AS first_published_at,
        max(articles.published_at) AS last_published_at,
        any_value(representatives.article_id) AS representative_article_id,
        $at AS valid_from
    FROM members
    INNER JOIN representatives USING (event_id)
    INNER JOIN articles ON members.article_id = articles.article_id
    GROUP BY members.event_id
) AS staged ON event.event_id = staged.event_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
