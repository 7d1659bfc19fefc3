-- All products of the window's texts, text by text in the order of position.
-- Grain: a product; no key.
SELECT
    stage_window.position,
    unnest(article_closeness.products) AS value
FROM stage_window
INNER JOIN article_closeness USING (article_id);
