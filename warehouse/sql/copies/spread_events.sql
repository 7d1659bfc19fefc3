-- Put every article of staged groups into the event its group is in, with the score it joined with.
-- Grain and key: article_id. An article that has its event keeps it. Reads stage_copy. Bound: $at.
-- Where a correction has moved the group, so are these, and it is kept where grouping alone has it.
INSERT INTO event_article_uncorrected (event_id, article_id, score, method_version)
WITH members AS (SELECT group_id, article_id, relation FROM stage_copy),
placed AS (SELECT article_id FROM event_article SEMI JOIN members USING (article_id)),
group_event AS (
    SELECT
        members.group_id,
        arg_min(uncorrected.event_id, (relation != 'original', article_id)) AS event_id,
        arg_min(uncorrected.score, (relation != 'original', article_id)) AS score,
        arg_min(uncorrected.method_version, (relation != 'original', article_id)) AS method_version
    FROM members
    INNER JOIN event_article_uncorrected AS uncorrected USING (article_id)
    GROUP BY members.group_id
)
SELECT group_event.event_id, members.article_id, group_event.score, group_event.method_version
FROM members
INNER JOIN group_event USING (group_id)
ANTI JOIN placed USING (article_id);

INSERT INTO event_article (event_id, article_id, score, method_version, valid_from)
WITH members AS (SELECT group_id, article_id, relation FROM stage_copy),
placed AS (SELECT * FROM event_article SEMI JOIN members USING (article_id)),
group_event AS (
    SELECT
        members.group_id,
        arg_min(placed.event_id, (relation != 'original', article_id)) AS event_id,
        arg_min(placed.score, (relation != 'original', article_id)) AS score,
        arg_min(placed.method_version, (relation != 'original', article_id)) AS method_version
    FROM members
    INNER JOIN placed USING (article_id)
    GROUP BY members.group_id
)
SELECT group_event.event_id, members.article_id, group_event.score, group_event.method_version, $at
FROM members
INNER JOIN group_event USING (group_id)
ANTI JOIN placed USING (article_id);
