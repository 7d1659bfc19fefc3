-- Everything is counted anew. Grain: an article.
DELETE FROM article_tally;
DELETE FROM language_day;
DELETE FROM event_day;
DELETE FROM event_language;
DELETE FROM event_tally;
DELETE FROM untallied;
INSERT INTO untallied SELECT article_id FROM article;
