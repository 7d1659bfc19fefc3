-- Take articles out of the index that go or come back different.
-- Grain and key: document.
CREATE OR REPLACE TEMP TABLE stage_forgotten AS
SELECT document FROM search_document SEMI JOIN stage_changed USING (article_id);

DELETE FROM search_posting WHERE document IN (SELECT document FROM stage_forgotten);

DELETE FROM search_posting_recent WHERE document IN (SELECT document FROM stage_forgotten);

DELETE FROM search_document WHERE document IN (SELECT document FROM stage_forgotten);
