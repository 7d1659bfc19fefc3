-- The articles of touched events, with their outlets.
-- Grain and key: article_id.
CREATE OR REPLACE TEMP TABLE stage_member AS
WITH events AS (SELECT DISTINCT event_id FROM stage_touched WHERE event_id IS NOT NULL)
SELECT
    article_tally.* EXCLUDE (title_words),
    coalesce(outlet.owner, article_tally.outlet_id) AS owner,
    outlet.country
FROM article_tally
SEMI JOIN events USING (event_id)
LEFT JOIN outlet USING (outlet_id)
WHERE article_tally.day >= (SELECT first_day FROM stage_reach);
