-- Write the words of the staged articles, and take them off the queue.
-- Grain and key: (term, document).
INSERT INTO search_posting_recent
WITH parts AS (
    SELECT stage_document.document, article.title AS words, true AS is_in_title
    FROM stage_document
    INNER JOIN article USING (article_id)
    UNION ALL
    SELECT stage_document.document, article_text."text", false
    FROM stage_document
    INNER JOIN article_text USING (article_id)
),
terms AS (
    SELECT document, is_in_title, unnest(list_distinct(search_words(words))) AS term
    FROM parts
)
SELECT term, document, bool_or(is_in_title) AS is_in_title
FROM terms
GROUP BY term, document;

INSERT INTO search_document SELECT * FROM stage_document ORDER BY document;

DELETE FROM unindexed WHERE rowid IN (SELECT queue_row FROM stage_unindexed);
