-- Originals that are in no event. Grain and key: article_id.
-- What copies one that is in an event is in it too, so an original in none has no copy in one.
CREATE OR REPLACE TEMP TABLE stage_untold AS
SELECT article_id
FROM unrelated
SEMI JOIN (SELECT article_id FROM syndication_member WHERE relation = 'original') AS originals USING (article_id)
ANTI JOIN event_article USING (article_id);
