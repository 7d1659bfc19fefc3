-- Articles to tally anew: those that changed, or all of them where one of their outlets has another
-- owner or country than before. Grain and key: article_id. A new outlet has no tallied articles, so
-- it changes nothing.
CREATE OR REPLACE TEMP TABLE stage_article AS
WITH tallied AS (SELECT DISTINCT outlet_id FROM article_tally),
basis AS (
    SELECT bit_xor(hash(outlet_id, owner, country)) AS outlets
    FROM outlet
    SEMI JOIN tallied USING (outlet_id)
),
last_basis AS (SELECT any_value(outlets) AS outlets FROM tally_basis),
moved AS (
    SELECT (basis.outlets IS DISTINCT FROM last_basis.outlets) AS is_moved
    FROM basis, last_basis
)
SELECT DISTINCT article_id FROM untallied
UNION
SELECT article_id FROM article WHERE (SELECT is_moved FROM moved) AND EXISTS (FROM tally_basis);
