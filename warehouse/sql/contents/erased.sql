-- What is known in words of the articles and entries that are to be erased.
-- Grain: an article or entry. Reads stage_erased_article and stage_erased_entry.
SELECT
    article.url,
    article.canonical_url AS other_url,
    article.title,
    article_text.text
FROM article
SEMI JOIN stage_erased_article USING (article_id)
LEFT JOIN article_text USING (article_id)
UNION ALL
SELECT entry.url, entry.article_url AS other_url, entry.title, entry.summary AS text
FROM entry
SEMI JOIN stage_erased_entry USING (feed_id, entry_id)
UNION ALL
SELECT NULL AS url, NULL AS other_url, before AS title, after AS text
FROM article_revision
SEMI JOIN stage_erased_article USING (article_id)
ORDER BY ALL;
