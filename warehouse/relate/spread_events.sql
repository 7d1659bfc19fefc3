-- Put every article of a group into the event its group is in, with the score it joined with.
-- Grain and key: article_id. An article that has its event keeps it. Bound: $at.
INSERT INTO event_article (event_id, article_id, score, method_version, valid_from)
WITH group_event AS (
    SELECT
        group_id,
        arg_min(event_article.event_id, (relation != 'original', article_id)) AS event_id,
        arg_min(event_article.score, (relation != 'original', article_id)) AS score,
        arg_min(event_article.method_version, (relation != 'original', article_id)) AS method_version
    FROM syndication_member
    INNER JOIN event_article USING (article_id)
    GROUP BY group_id
)
SELECT group_event.event_id, syndication_member.article_id, group_event.score, group_event.method_version, $at
FROM syndication_member
INNER JOIN group_event USING (group_id)
ANTI JOIN event_article USING (article_id);
