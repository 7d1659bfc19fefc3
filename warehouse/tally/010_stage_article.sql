-- Articles to tally anew: those that changed, or all where outlets changed hands. Grain and key: article_id.
CREATE OR REPLACE TEMP TABLE stage_article AS
WITH basis AS (SELECT bit_xor(hash(outlet_id, owner, country)) AS outlets FROM outlet),
moved AS (SELECT basis.outlets IS DISTINCT FROM (SELECT any_value(outlets) FROM tally_basis) AS is_moved FROM basis)
SELECT DISTINCT article_id FROM untallied
UNION
SELECT article_id FROM article WHERE (SELECT is_moved FROM moved) AND EXISTS (FROM tally_basis);
