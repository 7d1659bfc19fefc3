-- Frees the memory of the articles that were staged, before the warehouse is used for more.
-- Grain: none.
DROP TABLE IF EXISTS stage_new_article;
DROP TABLE IF EXISTS stage_read;
