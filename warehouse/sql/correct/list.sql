-- Every correction with what it is about, in words.
-- Grain: an article corrected.
SELECT
    event_correction.correction_id,
    event_correction.kind,
    event_correction.made_at,
    event_correction.withdrawn_at,
    event_correction.note, article.url, article.title, now_in.event_id AS event_id,
    anchor.url AS anchor_url, anchor.title AS anchor_title, anchor_in.event_id AS anchor_event_id
FROM event_correction
LEFT JOIN article USING (article_id)
LEFT JOIN article AS anchor ON event_correction.anchor_article_id = anchor.article_id
LEFT JOIN event_article AS now_in ON event_correction.article_id = now_in.article_id
LEFT JOIN event_article AS anchor_in ON event_correction.anchor_article_id = anchor_in.article_id
ORDER BY event_correction.correction_id, article.url;
