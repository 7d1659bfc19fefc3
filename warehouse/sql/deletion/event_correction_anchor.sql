-- Corrections that lean on an erased article lean on another text of its event from now on.
-- Grain: a correction's row.
UPDATE event_correction SET anchor_article_id = other.article_id
FROM (
    SELECT
        leaning.correction_id, leaning.article_id AS corrected_id, leaning.anchor_article_id,
        beside.article_id
    FROM event_correction AS leaning
    SEMI JOIN stage_erased_article AS going ON leaning.anchor_article_id = going.article_id
    INNER JOIN event_article AS own ON leaning.anchor_article_id = own.article_id
    INNER JOIN event_article AS beside ON own.event_id = beside.event_id
    ANTI JOIN stage_erased_article AS erased ON beside.article_id = erased.article_id
    LEFT JOIN article_vector ON beside.article_id = article_vector.article_id
    WHERE beside.article_id != leaning.article_id
    QUALIFY row_number() OVER (
        PARTITION BY leaning.correction_id, leaning.article_id, leaning.anchor_article_id
        ORDER BY article_vector.article_id IS NULL, article_vector.published_at, beside.article_id
    ) = 1
) AS other
WHERE
    event_correction.correction_id = other.correction_id
    AND event_correction.article_id = other.corrected_id
    AND event_correction.anchor_article_id = other.anchor_article_id;
