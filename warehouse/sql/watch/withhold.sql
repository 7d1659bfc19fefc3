-- Keep the articles of an outlet in a run from the trends.
-- Grain and key: article_id. Bound: $run, $outlet.
UPDATE article SET is_withheld = true
WHERE run_id = $run AND outlet_id = $outlet;
