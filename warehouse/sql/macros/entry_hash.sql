-- The number that entries are looked up by, as column entry_hash has it: a lookup by ids reads ten
-- times as long.
-- Grain: a value.
CREATE OR REPLACE MACRO entry_hash(feed_id, entry_id) AS
md5_number_lower(feed_id || ' ' || entry_id);
