-- New articles: what is staged is not there, nor anything of it in the tables below. Key: article_id.
INSERT INTO article (article_id, outlet_id, url, canonical_url, title, authors, published_at,
    published_basis, fetched_at, language, language_confidence, char_count, agency, extractor_version,
    fetch_id, run_id, title_basis, form, is_complete, authors_basis, section, image_url,
    published_witness, published_precision, updated_at, title_language, is_language_mixed, is_withheld)
SELECT
    article_id, outlet_id, url, canonical_url, title, authors, published_at, published_basis, fetched_at,
    language.tag, language.confidence, char_count, agency, extractor_version, fetch_id, run_id, title_basis,
    form, is_complete, authors_basis, section, image_url, published_witness, published_precision, updated_at,
    nullif(language.title_tag, ''), language.is_mixed, false
FROM stage_new_article;
