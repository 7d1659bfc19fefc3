-- Everything is tallied, with the outlets of tallied articles as they are now.
-- Grain: one row.
DELETE FROM untallied;
DELETE FROM tally_basis;
INSERT INTO tally_basis
SELECT bit_xor(hash(outlet_id, owner, country))
FROM outlet
SEMI JOIN article_tally USING (outlet_id);
