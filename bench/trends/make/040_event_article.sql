-- Their events.
INSERT INTO event_article (
    event_id, article_id, score,
    method_version
) SELECT CAST(md5('e' || event_number) AS UUID), article_id, 0.9, 'made'
FROM made;
