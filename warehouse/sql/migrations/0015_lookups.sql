-- What loads and tallies look up among millions of rows is there to be found without reading them whole: entries by a
-- number, copies and the words of titles stand beside what is counted. Everything is tallied anew for them.

ALTER TABLE entry ADD COLUMN entry_hash UBIGINT;
UPDATE entry SET entry_hash = md5_number_lower(feed_id || ' ' || entry_id);
ALTER TABLE entry ALTER COLUMN entry_hash SET NOT NULL;
COMMENT ON COLUMN entry.entry_hash IS 'Lower half of the MD5 of feed_id, a space and entry_id, to look it up by.';

ALTER TABLE article_tally ADD COLUMN is_copy BOOLEAN;
COMMENT ON COLUMN article_tally.is_copy IS 'Whether it is a copy in its group, not the original.';
ALTER TABLE article_tally ADD COLUMN title_words VARCHAR[];
COMMENT ON COLUMN article_tally.title_words IS 'Words of its title, each once, as new words are counted by them.';

INSERT INTO untallied SELECT article_id FROM article;
