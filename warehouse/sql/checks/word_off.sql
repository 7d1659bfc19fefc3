-- Words of a week in more articles than the language had, or with counts that cannot be.
-- Grain: a finding. Reads what the last tallying staged.
WITH output AS (
    SELECT iso_week(day) AS week, language, sum(articles) AS articles
    FROM language_day
    GROUP BY ALL
)
SELECT
    word_week.week || ' ' || word_week.language || ' ' || word AS subject,
    word_week.articles || ' articles' AS problem
FROM word_week
SEMI JOIN stage_week USING (week)
LEFT JOIN output ON word_week.week = output.week AND word_week.language = output.language
WHERE
    word_week.articles > coalesce(output.articles, 0)
    OR word_week.originals NOT BETWEEN 1 AND word_week.articles
    OR word_week.owners NOT BETWEEN 1 AND word_week.articles;
