"""Queries that show whether a warehouse is consistent, and whether two are the same."""

# No rows from a consistent warehouse; by what a row would mean.
NOTHING_AMISS = {
    "article without text": "FROM article ANTI JOIN article_text USING (article_id)",
    "text without article": "FROM article_text ANTI JOIN article USING (article_id)",
    "fingerprint without article": "FROM article_fingerprint ANTI JOIN article USING (article_id)",
    "article twice": "SELECT article_id FROM article GROUP BY ALL HAVING count(*) > 1",
    "article in no group": "FROM article ANTI JOIN syndication_member USING (article_id)",
    "article in no event": "FROM article ANTI JOIN event_article USING (article_id)",
    "member that is gone": "FROM syndication_member ANTI JOIN article USING (article_id)",
    "teller that is gone": "FROM event_article ANTI JOIN article USING (article_id)",
    "group without one original": """SELECT group_id FROM syndication_member GROUP BY ALL
        HAVING count(*) FILTER (WHERE relation = 'original') != 1""",
    "event without teller": "FROM event ANTI JOIN event_article USING (event_id)",
    "teller without event": "FROM event_article ANTI JOIN event USING (event_id)",
    "event whose representative tells of another": """FROM event ANTI JOIN event_article
        ON event.event_id = event_article.event_id
        AND event.representative_article_id = event_article.article_id""",
    "loaded entry without article": """FROM entry ANTI JOIN article USING (article_id)
        WHERE state = 'loaded'""",
    "run that does not add up": """FROM run
        WHERE entered_count != loaded_count + known_count + rejected_count""",
}
# What must be the same, whenever and however often the run was begun.
LASTING = {
    "articles": "SELECT article_id, url, title, published_at, language FROM article ORDER BY ALL",
    "texts": "SELECT article_id, md5(text) AS text FROM article_text ORDER BY ALL",
    "copies": "SELECT * FROM syndication_member ORDER BY ALL",
    "events": "SELECT * EXCLUDE (valid_from) FROM event ORDER BY ALL",
    "members": "SELECT event_id, article_id, round(score, 3) AS score FROM event_article ORDER BY ALL",
    "entries": "SELECT feed_id, entry_id, article_id FROM entry ORDER BY ALL",
    "rejections": "SELECT DISTINCT stage, key, reason FROM rejection ORDER BY ALL",
}
