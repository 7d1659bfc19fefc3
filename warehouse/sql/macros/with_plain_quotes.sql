-- A search with straight quotation marks and plain parentheses in place of all others, each in its
-- place.
-- Grain: a value.
CREATE OR REPLACE MACRO with_plain_quotes(query) AS
translate(query, '“”„‟«»＂（）', '"""""""()');
