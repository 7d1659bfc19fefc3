-- All is tallied, with the outlets as they are.
DELETE FROM untallied;
DELETE FROM tally_basis;
INSERT INTO tally_basis SELECT bit_xor(hash(outlet_id, owner, country)) FROM outlet;
