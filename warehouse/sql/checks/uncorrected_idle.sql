-- Events kept as those of the grouping alone, of articles that are shown in just these or in none.
-- Grain: a finding. Reads the table whole.
SELECT
    uncorrected.article_id AS subject,
    'shown in ' || coalesce(CAST(shown.event_id AS VARCHAR), 'no event') AS problem
FROM event_article_uncorrected AS uncorrected
LEFT JOIN event_article AS shown USING (article_id)
WHERE shown.event_id IS NULL OR shown.event_id = uncorrected.event_id;
