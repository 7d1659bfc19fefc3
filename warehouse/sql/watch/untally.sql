-- Articles that were withheld have to be tallied anew.
-- Grain: an article. Bound: $run, $outlet.
INSERT INTO untallied
SELECT article_id
FROM article
WHERE run_id = $run AND outlet_id = $outlet;
