-- New articles. Key: article_id.
MERGE INTO article USING stage_new_article AS staged ON article.article_id = staged.article_id
WHEN NOT MATCHED THEN INSERT (article_id, outlet_id, url, canonical_url, title, authors, published_at,
        published_basis, fetched_at, language, language_confidence, char_count, agency, extractor_version,
        fetch_id, run_id, title_basis, form, is_complete, authors_basis, section, image_url,
        published_witness, published_precision, updated_at, title_language, is_language_mixed, is_withheld)
    VALUES (staged.article_id, staged.outlet_id, staged.url, staged.canonical_url, staged.title,
        staged.authors, staged.published_at, staged.published_basis, staged.fetched_at,
        staged.language.tag, staged.language.confidence, staged.char_count, staged.agency,
        staged.extractor_version, staged.fetch_id, staged.run_id,
        staged.title_basis, staged.form, staged.is_complete, staged.authors_basis, staged.section,
        staged.image_url, staged.published_witness, staged.published_precision, staged.updated_at,
        nullif(staged.language.title_tag, ''), staged.language.is_mixed, false);
