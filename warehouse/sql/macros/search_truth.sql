-- Whether a formula of 0 and 1, with ! & | and parentheses around it, is true; `depth` is how deep
-- its parentheses are nested, or more. Each pass works out what is innermost.
-- Grain: a value.
CREATE OR REPLACE MACRO search_truth(formula, depth) AS
list_reduce(
    list_transform(range(depth + 3), lambda pass: formula),
    lambda reduced, pass: regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    replace(
                        replace(replace(replace(reduced, '!!', ''), '!0', 'T'), '!1', '0'), 'T', '1'
                    ),
                    '(?:[01]&)*0(?:&[01])*',
                    '0',
                    'g'
                ),
                '1(?:&1)+',
                '1',
                'g'
            ),
            '\((?:[01]\|)*1(?:\|[01])*\)',
            '1',
            'g'
        ),
        '\(0(?:\|0)*\)',
        '0',
        'g'
    )
) = '1';
