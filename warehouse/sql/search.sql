-- Articles that have every one of some phrases.
-- Grain and key: article_id. Bound: $phrases (one and more), $since, $until, $limit.
WITH sought AS (SELECT unnest(CAST($phrases AS VARCHAR[])) AS phrase),
found AS (FROM search_articles($first, since := $since, until := $until)),
texts AS (
    SELECT article_id, bare_words("text") AS words
    FROM article_text
    SEMI JOIN found USING (article_id)
),
missed AS (
    SELECT found.article_id
    FROM found
    LEFT JOIN texts USING (article_id)
    CROSS JOIN sought
    WHERE NOT contains(coalesce(texts.words, ''), bare_words(phrase))
        AND NOT contains(bare_words(coalesce(found.title, '')), bare_words(phrase))
)
SELECT found.published_at, found.outlet_id, found.language, found.title, found.url, found.event_id
FROM found
ANTI JOIN missed USING (article_id)
ORDER BY found.published_at DESC, found.article_id
LIMIT $limit;
