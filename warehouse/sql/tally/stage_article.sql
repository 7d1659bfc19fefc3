-- Articles to tally anew: those that changed, or all where outlets that they are of changed hands. Grain and key:
-- article_id. An outlet that is new has none that were tallied, so it changes nothing.
CREATE OR REPLACE TEMP TABLE stage_article AS
WITH tallied AS (SELECT DISTINCT outlet_id FROM article_tally),
basis AS (SELECT bit_xor(hash(outlet_id, owner, country)) AS outlets FROM outlet SEMI JOIN tallied USING (outlet_id)),
moved AS (SELECT basis.outlets IS DISTINCT FROM (SELECT any_value(outlets) FROM tally_basis) AS is_moved FROM basis)
SELECT DISTINCT article_id FROM untallied
UNION
SELECT article_id FROM article WHERE (SELECT is_moved FROM moved) AND EXISTS (FROM tally_basis);
