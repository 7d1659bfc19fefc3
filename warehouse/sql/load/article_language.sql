-- Every vote on the language of new articles.
-- Key: (article_id, method).
INSERT INTO article_language (article_id, method, tag, confidence)
WITH votes AS (SELECT article_id, unnest(language.votes) AS vote FROM stage_new_article)
SELECT article_id, vote.method, vote.tag, vote.confidence
FROM votes
QUALIFY
    row_number() OVER (PARTITION BY article_id, vote.method ORDER BY vote.confidence DESC, vote.tag)
    = 1;
