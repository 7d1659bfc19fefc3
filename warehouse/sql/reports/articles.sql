-- Title: Articles with outlet, language, event and group of copies
-- Grain: one row for each article (article_id)
-- Columns: article_id, published_at, published_basis, first_seen_at, outlet_id, country, owner,
--     language, language_confidence, title, authors, agency, section, url, char_count, is_complete,
--     group_id, relation, event_id, event_title
-- Parameters: since, until
--
-- first_seen_at is when a feed first listed the article; of one that no feed listed, when it was
-- fetched.
WITH seen AS (
    SELECT article_id, min(first_seen_at) AS first_seen_at
    FROM entry
    WHERE article_id IS NOT NULL
    GROUP BY article_id
)
SELECT
    article.article_id,
    article.published_at,
    article.published_basis,
    coalesce(seen.first_seen_at, article.fetched_at) AS first_seen_at,
    article.outlet_id,
    outlet.country,
    outlet.owner,
    article.language,
    article.language_confidence,
    article.title,
    array_to_string(article.authors, '; ') AS authors,
    article.agency,
    article.section,
    article.url,
    article.char_count,
    article.is_complete,
    syndication_member.group_id,
    syndication_member.relation,
    event_article.event_id,
    coalesce(event_tally.title, event.title) AS event_title
FROM article
LEFT JOIN seen USING (article_id)
LEFT JOIN outlet USING (outlet_id)
LEFT JOIN syndication_member USING (article_id)
LEFT JOIN event_article USING (article_id)
LEFT JOIN event ON event_article.event_id = event.event_id
LEFT JOIN event_tally ON event_article.event_id = event_tally.event_id
WHERE
    ($since IS NULL OR article.published_at >= $since)
    AND ($until IS NULL OR article.published_at < $until)
ORDER BY article.published_at, article.article_id;
