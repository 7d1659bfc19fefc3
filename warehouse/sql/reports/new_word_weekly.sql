-- Title: Words of titles that are frequent in an ISO week and were rare in the four before
-- Grain: one row for each week, language and word; the span is of the week's Monday
-- Columns: week, language, word, articles, originals, owners, article_share, articles_before,
--     expected, z, answered_share, weeks_before
-- Parameters: since, until
SELECT
    week,
    language,
    word,
    articles,
    originals,
    owners,
    article_share,
    articles_before,
    expected,
    z,
    answered_share,
    weeks_before
FROM new_word_weekly
WHERE
    ($since IS NULL OR week >= first_day_since($since))
    AND ($until IS NULL OR week < first_day_since($until))
ORDER BY week, language, z DESC, word;
