-- Everything is counted anew.
-- Grain: an article.
DELETE FROM article_tally;
DELETE FROM language_day;
DELETE FROM language_pace;
DELETE FROM outlet_day;
DELETE FROM event_day;
DELETE FROM event_before;
DELETE FROM event_week;
DELETE FROM event_language;
DELETE FROM event_tally;
DELETE FROM word_week;
DELETE FROM untallied;
INSERT INTO untallied SELECT article_id FROM article;
