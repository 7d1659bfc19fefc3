-- New articles: what is staged is not in the warehouse, nor anything of it in the tables below.
-- Grain and key: article_id.
INSERT INTO article BY NAME
SELECT
    article_id,
    outlet_id,
    url,
    canonical_url,
    title,
    authors,
    published_at,
    published_basis,
    fetched_at,
    language.tag AS language,
    language.confidence AS language_confidence,
    char_count, agency, extractor_version, fetch_id, run_id, title_basis, form, is_complete,
    authors_basis, section, image_url, published_witness, published_precision, updated_at,
    nullif(language.title_tag, '') AS title_language,
    language.is_mixed AS is_language_mixed,
    false AS is_withheld
FROM stage_new_article;
