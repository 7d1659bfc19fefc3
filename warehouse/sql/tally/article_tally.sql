-- Write the new rows as they were published.
-- Grain and key: article_id.
INSERT INTO article_tally BY NAME
SELECT
    stage_tally.article_id, event_id, group_id, outlet_id, language, published_at, day, is_copy,
    stage_title.title_words
FROM stage_tally
LEFT JOIN stage_title USING (article_id)
ORDER BY published_at, stage_tally.article_id;
