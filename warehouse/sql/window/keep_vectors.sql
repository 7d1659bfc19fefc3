-- Store vectors, but not of articles that have one of this model already or are gone.
-- Grain and key: (article_id, embedder). Reads stage_vector.
INSERT INTO article_vector BY NAME
FROM stage_vector
SEMI JOIN article USING (article_id)
ANTI JOIN article_vector USING (article_id, embedder);
