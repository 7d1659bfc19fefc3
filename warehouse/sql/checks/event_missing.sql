-- Memberships of an event that the warehouse does not have.
-- Grain: a finding. Reads what the last tallying staged.
SELECT article_id AS subject, event_id AS problem
FROM event_article
SEMI JOIN stage_article USING (article_id)
ANTI JOIN event USING (event_id);
