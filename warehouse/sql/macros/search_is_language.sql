-- Whether a language tag is one that a search names: zh is zh-Hans, too.
-- Grain: a value.
CREATE OR REPLACE MACRO search_is_language(tag, value) AS
lower(tag) GLOB value OR lower(split_part(tag, '-', 1)) GLOB value;
