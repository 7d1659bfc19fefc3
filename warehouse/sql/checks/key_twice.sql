-- Rows of the small tables whose key another row has.
-- Grain: a finding. Reads them whole.
SELECT 'outlet ' || outlet_id AS subject, count(*) || ' rows' AS problem
FROM outlet
GROUP BY outlet_id
HAVING count(*) > 1
UNION ALL
SELECT 'feed ' || feed_id, count(*) || ' rows' FROM feed GROUP BY feed_id HAVING count(*) > 1
UNION ALL
SELECT 'host ' || origin, count(*) || ' rows' FROM host GROUP BY origin HAVING count(*) > 1
UNION ALL
SELECT 'run ' || run_id, count(*) || ' rows' FROM run GROUP BY run_id HAVING count(*) > 1
UNION ALL
SELECT 'archive_import ' || file, count(*) || ' rows'
FROM archive_import
GROUP BY file
HAVING count(*) > 1
UNION ALL
SELECT 'outlet_reading ' || run_id || ' ' || outlet_id, count(*) || ' rows'
FROM outlet_reading
GROUP BY run_id, outlet_id
HAVING count(*) > 1
UNION ALL
SELECT 'language_mean ' || run_id || ' ' || language || ' ' || embedder, count(*) || ' rows'
FROM language_mean
GROUP BY run_id, language, embedder
HAVING count(*) > 1
UNION ALL
SELECT 'event_alias ' || old_event_id, count(*) || ' rows'
FROM event_alias
GROUP BY old_event_id
HAVING count(*) > 1
UNION ALL
SELECT 'event_article_uncorrected ' || article_id, count(*) || ' rows'
FROM event_article_uncorrected
GROUP BY article_id
HAVING count(*) > 1
UNION ALL
SELECT 'story ' || story_id, count(*) || ' rows' FROM story GROUP BY story_id HAVING count(*) > 1
UNION ALL
SELECT 'story_event ' || event_id, count(*) || ' rows'
FROM story_event
GROUP BY event_id
HAVING count(*) > 1
UNION ALL
SELECT 'story_closeness ' || event_id, count(*) || ' rows'
FROM story_closeness
GROUP BY event_id
HAVING count(*) > 1
UNION ALL
SELECT 'poll_day ' || day, count(*) || ' rows' FROM poll_day GROUP BY day HAVING count(*) > 1
UNION ALL
SELECT 'reader_language ' || language, count(*) || ' rows'
FROM reader_language
GROUP BY language
HAVING count(*) > 1
UNION ALL
SELECT 'article_revision ' || feed_id || ' ' || entry_id || ' ' || revised_at, count(*) || ' rows'
FROM article_revision
GROUP BY feed_id, entry_id, field, revised_at
HAVING count(*) > 1
UNION ALL
SELECT 'stop_word ' || language || ' ' || word, count(*) || ' rows'
FROM stop_word
GROUP BY language, word
HAVING count(*) > 1
UNION ALL
SELECT 'erased ' || kind || ' ' || key, count(*) || ' rows'
FROM erased
GROUP BY kind, key
HAVING count(*) > 1;
