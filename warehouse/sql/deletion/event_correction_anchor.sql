-- Corrections that refer to an erased article refer to another text of its event from now on: a
-- copy of it, or else one that grouping put where it was.
-- Grain: a row of a correction.
UPDATE event_correction SET anchor_article_id = other.article_id
FROM (
    WITH beside AS (
        SELECT event_article.*, coalesce(uncorrected.event_id, event_article.event_id) AS grouped_id
        FROM event_article
        LEFT JOIN event_article_uncorrected AS uncorrected USING (article_id)
    )
    SELECT
        leaning.correction_id, leaning.article_id AS corrected_id, leaning.anchor_article_id,
        beside.article_id
    FROM event_correction AS leaning
    SEMI JOIN stage_erased_article AS going ON leaning.anchor_article_id = going.article_id
    INNER JOIN beside AS own ON leaning.anchor_article_id = own.article_id
    INNER JOIN beside ON own.event_id = beside.event_id
    ANTI JOIN stage_erased_article AS erased ON beside.article_id = erased.article_id
    LEFT JOIN syndication_member AS own_group ON own.article_id = own_group.article_id
    LEFT JOIN syndication_member AS beside_group ON beside.article_id = beside_group.article_id
    LEFT JOIN article_vector ON beside.article_id = article_vector.article_id
    WHERE beside.article_id != leaning.article_id
    QUALIFY row_number() OVER (
        PARTITION BY leaning.correction_id, leaning.article_id, leaning.anchor_article_id
        ORDER BY
            own_group.group_id IS DISTINCT FROM beside_group.group_id,
            own.grouped_id != beside.grouped_id,
            article_vector.article_id IS NULL, article_vector.published_at, beside.article_id
    ) = 1
) AS other
WHERE
    event_correction.correction_id = other.correction_id
    AND event_correction.article_id = other.corrected_id
    AND event_correction.anchor_article_id = other.anchor_article_id;
