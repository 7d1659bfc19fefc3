-- Whether a document is found that has some leaves of a search's formula; `certain` are leaves that
-- all documents have.
-- Grain: a value.
CREATE OR REPLACE MACRO search_is_found(parts, certain, leaves) AS
search_truth(
    array_to_string(
        list_transform(
            parts,
            lambda part: CASE
                WHEN NOT regexp_full_match(part, '[0-9]+') THEN part
                WHEN
                    list_contains(leaves, CAST(part AS INTEGER))
                    OR list_contains(certain, CAST(part AS INTEGER))
                    THEN '1'
                ELSE '0'
            END
        ),
        ''
    ),
    len(list_filter(parts, lambda part: part = '('))
);
