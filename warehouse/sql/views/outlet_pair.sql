-- Which outlet copies which, how often and how late, by how much of the text it takes.
-- Grain and key: (outlet_id, original_outlet_id, relation); relation is exact, near or excerpt.
-- articles are the copies that outlet_id published of originals of original_outlet_id, which may be
-- the outlet itself. median_lag_minutes is from original to copy, below 0 where an agency dates its
-- own text later than the outlets that print it. agency is the one that most of the copies, or
-- their originals, credit; credited_share is the share of the copies where either credits one.
CREATE OR REPLACE VIEW outlet_pair AS
WITH related AS (SELECT * FROM article_related),
members AS (SELECT * FROM syndication_member),
agencies AS (SELECT article_id, agency FROM article WHERE agency IS NOT NULL),
outlets AS (SELECT outlet_id, coalesce(owner, outlet_id) AS owner FROM outlet),
originals AS (
    SELECT members.group_id, related.outlet_id, related.published_at, agencies.agency
    FROM members
    INNER JOIN related USING (article_id)
    LEFT JOIN agencies USING (article_id)
    WHERE members.relation = 'original'
),
copies AS (
    SELECT
        related.outlet_id,
        originals.outlet_id AS original_outlet_id,
        members.relation,
        date_diff('minute', originals.published_at, related.published_at) AS lag_minutes,
        coalesce(agencies.agency, originals.agency) AS agency
    FROM members
    INNER JOIN related USING (article_id)
    INNER JOIN originals ON members.group_id = originals.group_id
    LEFT JOIN agencies USING (article_id)
    WHERE members.relation != 'original'
),
counted AS (
    SELECT
        outlet_id,
        original_outlet_id,
        relation,
        count(*) AS articles,
        median(lag_minutes) AS median_lag_minutes,
        -- Of two that are credited as often, the first by name.
        mode(agency ORDER BY agency) AS agency,
        count(agency) / count(*) AS credited_share
    FROM copies
    GROUP BY outlet_id, original_outlet_id, relation
)
SELECT
    counted.outlet_id,
    counted.original_outlet_id,
    counted.relation,
    counted.articles,
    counted.median_lag_minutes,
    counted.agency,
    counted.credited_share,
    coalesce(printing.owner, counted.outlet_id) AS owner,
    coalesce(writing.owner, counted.original_outlet_id) AS original_owner
FROM counted
LEFT JOIN outlets AS printing ON counted.outlet_id = printing.outlet_id
LEFT JOIN outlets AS writing ON counted.original_outlet_id = writing.outlet_id;
