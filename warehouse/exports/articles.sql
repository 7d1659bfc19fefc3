-- Articles, one a row, with outlet, language, event and group of copies.
-- Key: article_id. Bound: $since, $until (UTC, either may be NULL; until is exclusive).
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
    event.title AS event_title
FROM article
LEFT JOIN outlet USING (outlet_id)
LEFT JOIN syndication_member USING (article_id)
LEFT JOIN event_article USING (article_id)
LEFT JOIN event ON event_article.event_id = event.event_id
WHERE ($since IS NULL OR article.published_at >= $since)
    AND ($until IS NULL OR article.published_at < $until)
ORDER BY article.published_at, article.article_id;
