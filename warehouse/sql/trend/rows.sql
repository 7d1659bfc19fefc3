-- How much a search finds, by day or week, and split where wanted.
-- Grain and key: (query, day, split_value). Bound: $query, $since, $until, $by, $split.
FROM search_trend(
    $query,
    since := CAST($since AS TIMESTAMPTZ),
    until := CAST($until AS TIMESTAMPTZ),
    "by" := $by,
    split := CAST($split AS VARCHAR)
);
