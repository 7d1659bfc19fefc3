-- What is wrong with a search, as a sentence; NULL where nothing is.
-- Grain: a value.
CREATE OR REPLACE MACRO search_problem(query) AS (
    SELECT
        arg_min(
            'The search is wrong at letter ' || place || ', at "'
            || substr(query, CAST(place AS BIGINT), 20) || '": ' || problem || '.',
            place
        )
    FROM search_problems(query)
);
