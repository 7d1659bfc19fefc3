-- Title: Articles with outlet, language, event and group of copies
-- Grain: one row for each article (article_id)
-- Columns: article_id, published_at, published_basis, outlet_id, country, owner, language,
--     language_confidence, title, authors, url, char_count, group_id, relation, event_id,
--     event_title
-- Parameters: since, until
SELECT
    article.article_id,
    article.published_at,
    article.published_basis,
    article.outlet_id,
    outlet.country,
    outlet.owner,
    article.language,
    article.language_confidence,
    article.title,
    array_to_string(article.authors, '; ') AS authors,
    article.url,
    article.char_count,
    syndication_member.group_id,
    syndication_member.relation,
    event_article.event_id,
    coalesce(event_tally.title, event.title) AS event_title
FROM article
LEFT JOIN outlet USING (outlet_id)
LEFT JOIN syndication_member USING (article_id)
LEFT JOIN event_article USING (article_id)
LEFT JOIN event ON event_article.event_id = event.event_id
LEFT JOIN event_tally ON event_article.event_id = event_tally.event_id
WHERE
    ($since IS NULL OR article.published_at >= $since)
    AND ($until IS NULL OR article.published_at < $until)
ORDER BY article.published_at, article.article_id;
