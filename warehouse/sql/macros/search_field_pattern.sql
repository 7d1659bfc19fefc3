-- A regular expression for the fields of a search, as they are written before a value.
-- Grain: a value.
CREATE OR REPLACE MACRO search_field_pattern() AS
'(?i:title|language|outlet|owner|country|collection|since|until):';
