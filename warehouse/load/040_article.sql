-- New articles. Key: article_id.
MERGE INTO article USING stage_new_article AS staged ON article.article_id = staged.article_id
WHEN NOT MATCHED THEN INSERT (article_id, outlet_id, url, canonical_url, title, authors, published_at,
        published_basis, fetched_at, language, language_confidence, char_count, agency, extractor_version,
        fetch_id, run_id)
    VALUES (staged.article_id, staged.outlet_id, staged.url, staged.canonical_url, staged.title,
        staged.authors, staged.published_at, staged.published_basis, staged.fetched_at,
        staged.language.tag, staged.language.confidence, staged.char_count, staged.agency,
        staged.extractor_version, staged.fetch_id, staged.run_id);
