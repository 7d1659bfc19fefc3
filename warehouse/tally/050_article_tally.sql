-- Write the new rows as they were published. Grain and key: article_id.
INSERT INTO article_tally
SELECT article_id, event_id, group_id, outlet_id, language, published_at, day
FROM stage_tally
ORDER BY published_at, article_id;
