-- Articles published more than a day after they were fetched.
-- Grain: a finding. Reads what the last tallying staged.
SELECT article_id AS subject, published_at AS problem
FROM article
SEMI JOIN stage_article USING (article_id)
WHERE epoch_ms(published_at) > epoch_ms(fetched_at) + 86400000;
