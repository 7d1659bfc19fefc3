-- Titles of events in the languages of the reader.

CREATE TABLE reader_language (
    language VARCHAR NOT NULL,
    rank BIGINT NOT NULL
);
COMMENT ON TABLE reader_language IS
    'Languages in which titles of events are shown, by PARALLAX_LANGUAGES at the last run. Key language.';
COMMENT ON COLUMN reader_language.rank IS 'From 1, the language that goes first.';

ALTER TABLE event_tally ADD COLUMN title_language VARCHAR;
UPDATE event_tally SET title_language = article.language
FROM event
INNER JOIN article ON event.representative_article_id = article.article_id
WHERE event_tally.event_id = event.event_id;
