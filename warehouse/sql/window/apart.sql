-- Pairs of texts of the window that share no event.
-- Grain and key: (article_id, other_article_id). Reads stage_window.
SELECT
    CAST(article_apart.article_id AS VARCHAR) AS article_id,
    CAST(article_apart.other_article_id AS VARCHAR) AS other_article_id
FROM article_apart
SEMI JOIN stage_window ON article_apart.article_id = stage_window.article_id
ORDER BY ALL;
