-- Corrections of an erased article, and those with nothing left to lean on.
-- Grain: a correction's row.
DELETE FROM event_correction
WHERE
    article_id IN (SELECT article_id FROM stage_erased_article)
    OR anchor_article_id IN (SELECT article_id FROM stage_erased_article);
