-- Corrections of an erased article are of a copy of it from now on, and merges of its event, where
-- it has no copy, of another text that grouping put there.
-- Grain: a row of a correction.
UPDATE event_correction SET article_id = other.article_id
FROM (
    WITH grouped AS (
        SELECT article_id, event_id
        FROM event_article
        ANTI JOIN event_article_uncorrected USING (article_id)
        UNION ALL
        SELECT article_id, event_id FROM event_article_uncorrected
    ),
    going AS (
        SELECT
            event_correction.*,
            own.group_id,
            grouped.event_id,
            anchor.group_id AS anchor_group_id
        FROM event_correction
        SEMI JOIN stage_erased_article USING (article_id)
        INNER JOIN syndication_member AS own USING (article_id)
        INNER JOIN grouped USING (article_id)
        INNER JOIN syndication_member AS anchor
            ON event_correction.anchor_article_id = anchor.article_id
    ),
    others AS (
        SELECT syndication_member.article_id, syndication_member.group_id, grouped.event_id
        FROM grouped
        SEMI JOIN going ON grouped.event_id = going.event_id
        INNER JOIN syndication_member USING (article_id)
        ANTI JOIN stage_erased_article USING (article_id)
    )
    SELECT
        going.correction_id,
        going.article_id AS erased_id,
        going.anchor_article_id,
        arg_min(others.article_id, (others.group_id != going.group_id, others.article_id))
            AS article_id
    FROM going
    INNER JOIN others
        ON going.event_id = others.event_id AND going.anchor_group_id != others.group_id
    WHERE others.group_id = going.group_id OR going.kind = 'merge'
    GROUP BY going.correction_id, going.article_id, going.anchor_article_id
) AS other
WHERE
    event_correction.correction_id = other.correction_id
    AND event_correction.article_id = other.erased_id
    AND event_correction.anchor_article_id = other.anchor_article_id;
