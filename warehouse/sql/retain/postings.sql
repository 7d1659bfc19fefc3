-- The words of texts that expire leave the index; those of titles stay.
-- Grain and key: (term, document). Bound: $before.
CREATE OR REPLACE TEMP TABLE stage_textless AS
WITH expired AS (
    SELECT article_id FROM article SEMI JOIN article_text USING (article_id)
    WHERE fetched_at < $before
)
SELECT document FROM search_document SEMI JOIN expired USING (article_id);

DELETE FROM search_posting
WHERE NOT is_in_title AND document IN (SELECT document FROM stage_textless);

DELETE FROM search_posting_recent
WHERE NOT is_in_title AND document IN (SELECT document FROM stage_textless);
