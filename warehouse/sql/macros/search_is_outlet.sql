-- Whether an outlet is one that a field of a search names; an asterisk in its value is any letters.
-- Grain: a value.
CREATE OR REPLACE MACRO search_is_outlet(field, value, outlet) AS
CASE field
    WHEN 'outlet'
        THEN
            lower(outlet.outlet_id) GLOB value
            OR lower(outlet.name) GLOB value
            OR lower(coalesce(outlet.domain, '')) GLOB value
    WHEN 'owner' THEN lower(coalesce(outlet.owner, outlet.outlet_id)) GLOB value
    WHEN 'country' THEN lower(coalesce(outlet.country, '')) GLOB value
    WHEN 'collection'
        THEN len(list_filter(outlet.collections, lambda one: lower(one) GLOB value)) > 0
    ELSE false
END;
