-- The corrections that hold for articles of an event.
-- Grain: an article corrected. Bound: $id, of the event.
WITH members AS (SELECT article_id FROM event_article WHERE CAST(event_id AS VARCHAR) = $id)
SELECT
    event_correction.correction_id,
    event_correction.kind,
    event_correction.note,
    event_correction.made_at,
    article.url, anchor.url AS anchor_url
FROM event_correction
LEFT JOIN article USING (article_id)
LEFT JOIN article AS anchor ON event_correction.anchor_article_id = anchor.article_id
WHERE
    withdrawn_at IS NULL
    AND (event_correction.article_id IN (FROM members) OR anchor_article_id IN (FROM members))
ORDER BY event_correction.correction_id, article.url;
