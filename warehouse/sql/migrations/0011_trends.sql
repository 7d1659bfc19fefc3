-- What weekly trends, new words, what to expect of a day, and collections of outlets are counted from.
-- outlet.collections, and tables that each load keeps right; everything is tallied anew for them.

ALTER TABLE outlet ADD COLUMN collections VARCHAR[] DEFAULT [];
COMMENT ON COLUMN outlet.collections IS 'Collections that the catalog sorts it in; an outlet may be in several.';

ALTER TABLE event_day DROP COLUMN expected;
ALTER TABLE event_day DROP COLUMN z;
COMMENT ON TABLE event_day IS
    'Counts of articles by UTC day and event, from its first day to its last; days without any, up to 28 after an article, count 0. Key (day, event_id).';

CREATE TABLE event_before (
    day DATE NOT NULL,
    event_id UUID NOT NULL,
    language VARCHAR NOT NULL,
    articles BIGINT NOT NULL
);
COMMENT ON TABLE event_before IS
    'What an event had in a language in the 28 days before a day of it, where it had any. Key (day, event_id, language).';
COMMENT ON COLUMN event_before.articles IS 'Articles in the 28 days before the day.';

CREATE TABLE event_week (
    week DATE NOT NULL,
    event_id UUID NOT NULL,
    articles BIGINT NOT NULL,
    originals BIGINT NOT NULL,
    owners BIGINT NOT NULL
);
COMMENT ON TABLE event_week IS 'Counts of articles by ISO week and event. Key (week, event_id).';

CREATE TABLE language_pace (
    day DATE NOT NULL,
    language VARCHAR NOT NULL,
    pace DOUBLE NOT NULL
);
COMMENT ON TABLE language_pace IS
    'How much a day has of its language, measured in the 28 days before, for days with articles. Key (day, language).';
COMMENT ON COLUMN language_pace.pace IS
    'Articles of the day by those of the 28 days before, a language with few drawn to the pace of all.';

CREATE TABLE outlet_day (
    day DATE NOT NULL,
    outlet_id VARCHAR NOT NULL,
    articles BIGINT NOT NULL,
    originals BIGINT NOT NULL,
    copied BIGINT NOT NULL
);
COMMENT ON TABLE outlet_day IS 'Counts of articles by UTC day and outlet. Key (day, outlet_id).';

CREATE TABLE word_week (
    week DATE NOT NULL,
    language VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    articles BIGINT NOT NULL,
    originals BIGINT NOT NULL,
    owners BIGINT NOT NULL,
    articles_before BIGINT NOT NULL
);
COMMENT ON TABLE word_week IS
    'Words of titles by ISO week and language, those in three articles or more. Key (week, language, word).';

INSERT INTO untallied SELECT article_id FROM article;
