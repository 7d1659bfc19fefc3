-- Feeds of an outlet that the warehouse does not have.
-- Grain: a finding. Reads the table whole.
SELECT feed_id AS subject, outlet_id AS problem
FROM feed
ANTI JOIN outlet USING (outlet_id);
