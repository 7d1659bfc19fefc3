-- The articles that the warehouse has for the links of this run's entries.
-- Grain and key: article_url. The id of an article is made from its URL, and ids are compared much
-- faster. A page may also have led to an article at another URL, for another entry: only the few
-- links that are left are looked up as they are.
CREATE OR REPLACE TEMP TABLE stage_linked_article AS
WITH links AS (
    SELECT DISTINCT article_url, article_id_of(article_url) AS article_id
    FROM stage_entry
),
own AS (
    SELECT links.article_url, article.article_id
    FROM links
    INNER JOIN article USING (article_id)
),
judged AS (
    SELECT article_url
    FROM stage_entry
    INNER JOIN stage_read ON stage_entry.url = stage_read.asked_url
    UNION
    SELECT article_url
    FROM stage_entry
    SEMI JOIN stage_rejection USING (feed_id, entry_id)
),
known AS (
    SELECT stage_entry.article_url, min(stage_known_entry.article_id) AS article_id
    FROM stage_entry
    INNER JOIN stage_known_entry USING (feed_id, entry_id)
    WHERE
        (
            stage_known_entry.article_url = stage_entry.article_url
            OR stage_known_entry.url = stage_entry.url
        )
        AND (stage_known_entry.article_id IS NOT NULL OR stage_known_entry.state = 'rejected')
    GROUP BY stage_entry.article_url
),
unresolved AS (
    SELECT article_url
    FROM links
    ANTI JOIN own USING (article_url)
    ANTI JOIN judged USING (article_url)
    ANTI JOIN known USING (article_url)
),
others AS (
    SELECT article_url, min(article_id) AS article_id
    FROM entry
    SEMI JOIN unresolved USING (article_url)
    WHERE article_id IS NOT NULL
    GROUP BY article_url
)
FROM own
UNION ALL
SELECT article_url, article_id
FROM known
ANTI JOIN own USING (article_url)
WHERE article_id IS NOT NULL
UNION ALL
FROM others;
