-- What became of every page: what its article was and is.
-- Grain and key: fetch_id. is_kept: the archive could not give the page, or its reading was put
-- off, so what was known of it stays. Where two pages lead to one article, the page whose article
-- it was keeps it.
CREATE OR REPLACE TEMP TABLE stage_outcome AS
WITH kept AS (
    SELECT DISTINCT key AS url
    FROM stage_rejection
    WHERE reason IN ('archive_unreadable', 'put_off')
),
before AS (
    SELECT article.*, article_text."text"
    FROM article
    LEFT JOIN article_text USING (article_id)
    SEMI JOIN stage_fetch USING (fetch_id)
),
others AS (SELECT article_id FROM article ANTI JOIN stage_fetch USING (fetch_id)),
after AS (
    SELECT stage_read.*
    FROM stage_read
    LEFT JOIN before USING (fetch_id)
    ANTI JOIN others ON stage_read.article_id = others.article_id
    QUALIFY row_number() OVER (
        PARTITION BY stage_read.article_id
        ORDER BY before.article_id IS DISTINCT FROM stage_read.article_id, stage_read.fetch_id
    ) = 1
)
SELECT
    stage_fetch.fetch_id,
    stage_fetch.url,
    before.article_id AS old_id,
    after.article_id AS new_id,
    kept.url IS NOT NULL AS is_kept,
    (
        after.article_id IS NOT DISTINCT FROM before.article_id
        AND after.title IS NOT DISTINCT FROM before.title
        AND after."text" IS NOT DISTINCT FROM before."text"
        AND after.language.tag IS NOT DISTINCT FROM before.language
        AND after.published_at IS NOT DISTINCT FROM before.published_at
    ) AS has_same_text,
    (
        after.article_id IS NOT DISTINCT FROM before.article_id
        AND after.authors IS NOT DISTINCT FROM before.authors
        AND after.canonical_url IS NOT DISTINCT FROM before.canonical_url
        AND after.agency IS NOT DISTINCT FROM before.agency
        AND after.form IS NOT DISTINCT FROM before.form
        AND after.is_complete IS NOT DISTINCT FROM before.is_complete
        AND after.section IS NOT DISTINCT FROM before.section
        AND after.updated_at IS NOT DISTINCT FROM before.updated_at
        AND after.published_precision IS NOT DISTINCT FROM before.published_precision
        AND before.is_withheld IS NOT true
        AND after.extractor_version IS NOT DISTINCT FROM before.extractor_version
    ) AS has_same_details
FROM stage_fetch
LEFT JOIN before USING (fetch_id)
LEFT JOIN after USING (fetch_id)
LEFT JOIN kept ON stage_fetch.url = kept.url;
