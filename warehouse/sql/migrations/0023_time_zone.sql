-- Days in the time zone of the desk, stop words, and words counted in the weeks before.

CREATE TABLE time_zone (
    name VARCHAR NOT NULL
);
INSERT INTO time_zone VALUES ('UTC');
COMMENT ON TABLE time_zone IS
    'Time zone of all days and weeks, by PARALLAX_TIME_ZONE at the last run. One row.';
COMMENT ON COLUMN time_zone.name IS 'Name in the IANA time zone database.';

CREATE TABLE stop_word (
    language VARCHAR NOT NULL,
    word VARCHAR NOT NULL
);
COMMENT ON TABLE stop_word IS
    'Words that say nothing of what a title is about. new_word_weekly leaves them out. Key (language, word).';
COMMENT ON COLUMN stop_word.language IS
    'BCP 47 tag: a primary tag, or with a script where the words are for that script only.';

-- No outlets have this hash: the next tallying counts everything again.
UPDATE tally_basis SET outlets = NULL;
