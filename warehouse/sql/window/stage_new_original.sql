-- Originals that are in no event.
-- Grain and key: article_id. What copies one that is in an event is in it too, so an original in
-- none has no copy in one.
CREATE OR REPLACE TEMP TABLE stage_new_original AS
WITH grouped AS (
    SELECT article_id, relation FROM syndication_member SEMI JOIN unrelated USING (article_id)
),
told AS (SELECT article_id FROM event_article SEMI JOIN unrelated USING (article_id))
SELECT article_id
FROM grouped
ANTI JOIN told USING (article_id)
WHERE relation = 'original';
