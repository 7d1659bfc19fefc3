-- When the originals that are in no event were published.
-- Grain and key: published_at. Reads stage_new_original. Bound: $embedder.
CREATE OR REPLACE TEMP TABLE stage_moment AS
SELECT DISTINCT published_at
FROM article_vector
SEMI JOIN stage_new_original USING (article_id)
WHERE embedder = $embedder;
