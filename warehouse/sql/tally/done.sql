-- All is tallied, with the outlets of what was tallied as they are.
DELETE FROM untallied;
DELETE FROM tally_basis;
INSERT INTO tally_basis
SELECT bit_xor(hash(outlet_id, owner, country))
FROM outlet
SEMI JOIN article_tally USING (outlet_id);
