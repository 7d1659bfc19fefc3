-- The corrections in force by the texts that they name: the groups of copies of these articles.
-- Grain: an article corrected. Within a correction, articles that it splits off one by one are put
-- together last.
SELECT
    event_correction.correction_id,
    event_correction.kind,
    own.group_id AS text_id,
    anchor.group_id AS anchor_text_id
FROM event_correction
INNER JOIN syndication_member AS own ON event_correction.article_id = own.article_id
INNER JOIN syndication_member AS anchor ON event_correction.anchor_article_id = anchor.article_id
WHERE withdrawn_at IS NULL
ORDER BY event_correction.correction_id, event_correction.kind = 'pin', event_correction.rowid;
