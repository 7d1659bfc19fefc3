-- Corrections of an erased article, and those with no other text to refer to.
-- Grain: a row of a correction.
DELETE FROM event_correction
WHERE
    article_id IN (SELECT article_id FROM stage_erased_article)
    OR anchor_article_id IN (SELECT article_id FROM stage_erased_article);
