-- The number by which entries are looked up (the column of that name): a lookup by ids takes ten
-- times as long.
-- Grain: a value.
CREATE OR REPLACE MACRO entry_hash(feed_id, entry_id) AS
md5_number_lower(feed_id || ' ' || entry_id);
