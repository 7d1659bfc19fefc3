-- The days and events that they are of, now or before. Grain: (day, event_id), either may repeat.
CREATE OR REPLACE TEMP TABLE stage_touched AS
SELECT DISTINCT day, event_id FROM stage_tally
UNION
SELECT DISTINCT day, event_id FROM article_tally SEMI JOIN stage_article USING (article_id);
