-- When the originals that are in no event were published. Grain: one row, its values NULL where there are
-- none. Reads stage_untold. Bound: $embedder.
SELECT min(published_at) AS first_at, max(published_at) AS last_at
FROM article_vector
SEMI JOIN stage_untold USING (article_id)
WHERE embedder = $embedder;
