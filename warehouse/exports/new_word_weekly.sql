-- Words of titles that are frequent in an ISO week and were rare in the four before.
-- Key: (week, language, word). Bound: $since, $until (UTC, of the week's Monday; either may be NULL; until is exclusive).
SELECT *
FROM new_word_weekly
WHERE ($since IS NULL OR week >= $since)
    AND ($until IS NULL OR week < $until)
ORDER BY week, language, z DESC, word;
