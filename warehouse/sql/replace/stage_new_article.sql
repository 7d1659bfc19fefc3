-- The articles to write: new ones, and those that came back different.
-- Grain and key: article_id. The texts stay in stage_read.
CREATE OR REPLACE TEMP TABLE stage_new_article AS
SELECT stage_read.* EXCLUDE ("text")
FROM stage_read
INNER JOIN stage_outcome
    ON stage_read.fetch_id = stage_outcome.fetch_id AND stage_read.article_id = stage_outcome.new_id
WHERE
    NOT stage_outcome.is_kept
    AND NOT (stage_outcome.has_same_text AND stage_outcome.has_same_details);
