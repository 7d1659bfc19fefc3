-- The text that best represents an event without some of its articles: one that grouping put
-- there, so that it stays when another correction is withdrawn, and of these the representative,
-- or else the earliest.
-- Grain: one article. Bound: $event, $but (article ids).
WITH members AS (SELECT article_id FROM event_article WHERE CAST(event_id AS VARCHAR) = $event),
texts AS (
    SELECT group_id, article_id
    FROM syndication_member
    SEMI JOIN members USING (article_id)
    WHERE relation = 'original'
),
leaving AS (
    SELECT group_id
    FROM syndication_member
    WHERE CAST(article_id AS VARCHAR) IN (SELECT unnest(CAST($but AS VARCHAR[])))
),
representatives AS (
    SELECT group_id
    FROM syndication_member
    SEMI JOIN event ON article_id = representative_article_id AND CAST(event_id AS VARCHAR) = $event
)
SELECT texts.article_id
FROM texts
ANTI JOIN leaving USING (group_id)
INNER JOIN article USING (article_id)
ORDER BY
    texts.article_id IN (SELECT article_id FROM event_article_uncorrected),
    texts.group_id NOT IN (SELECT group_id FROM representatives),
    article.published_at,
    texts.article_id
LIMIT 1;
