-- The host of a URL or origin, without its port.
-- Grain: a value.
CREATE OR REPLACE MACRO host_of(url) AS
split_part(split_part(url, '/', 3), ':', 1);
