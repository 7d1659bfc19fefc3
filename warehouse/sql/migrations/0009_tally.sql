-- What trends are counted from, kept right with each load: one narrow row an article, and the counts by day,
-- event and language that would take too long to make when asked for.

CREATE TABLE untallied (article_id UUID NOT NULL);
COMMENT ON TABLE untallied IS 'Articles whose tally is older than they are. Read and emptied before publishing.';
COMMENT ON COLUMN untallied.article_id IS 'May stand there more than once.';

CREATE TABLE article_tally (
    article_id UUID NOT NULL,
    event_id UUID,
    group_id UUID NOT NULL,
    outlet_id VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    day DATE NOT NULL
);
COMMENT ON TABLE article_tally IS 'What trends count of an article; withheld ones are left out. Key article_id.';
COMMENT ON COLUMN article_tally.group_id IS 'Group of copies; of an article in none yet, its own id.';
COMMENT ON COLUMN article_tally.day IS 'UTC day of publication.';

CREATE TABLE language_day (
    day DATE NOT NULL,
    language VARCHAR NOT NULL,
    articles BIGINT NOT NULL,
    originals BIGINT NOT NULL,
    outlets BIGINT NOT NULL,
    owners BIGINT NOT NULL
);
COMMENT ON TABLE language_day IS 'Counts of articles by UTC day and language. Key (day, language).';

CREATE TABLE event_day (
    day DATE NOT NULL,
    event_id UUID NOT NULL,
    articles BIGINT NOT NULL,
    originals BIGINT NOT NULL,
    owners BIGINT NOT NULL,
    expected DOUBLE NOT NULL,
    z DOUBLE NOT NULL
);
COMMENT ON TABLE event_day IS 'Counts of articles by UTC day and event, for days with articles. Key (day, event_id).';
COMMENT ON COLUMN event_day.expected IS 'Daily mean of the 28 days before, days without any counted as 0.';
COMMENT ON COLUMN event_day.z IS '(articles - expected) / sqrt(expected + 1): distance in a Poisson count''s deviations.';

CREATE TABLE event_language (
    event_id UUID NOT NULL,
    language VARCHAR NOT NULL,
    articles BIGINT NOT NULL,
    originals BIGINT NOT NULL,
    owners BIGINT NOT NULL,
    first_published_at TIMESTAMPTZ NOT NULL,
    lag_minutes BIGINT NOT NULL,
    first_outlet_id VARCHAR NOT NULL
);
COMMENT ON TABLE event_language IS 'Coverage of an event in a language. Key (event_id, language).';
COMMENT ON COLUMN event_language.lag_minutes IS 'Minutes since the first report of the event in any language.';

CREATE TABLE event_tally (
    event_id UUID NOT NULL,
    title VARCHAR,
    articles BIGINT NOT NULL,
    originals BIGINT NOT NULL,
    outlets BIGINT NOT NULL,
    owners BIGINT NOT NULL,
    languages BIGINT NOT NULL,
    countries BIGINT NOT NULL,
    first_published_at TIMESTAMPTZ NOT NULL,
    last_published_at TIMESTAMPTZ NOT NULL,
    half_published_at TIMESTAMPTZ NOT NULL,
    first_outlet_id VARCHAR NOT NULL
);
COMMENT ON TABLE event_tally IS 'Counts of an event. Key event_id.';
COMMENT ON COLUMN event_tally.half_published_at IS 'When half of its articles had been published.';

CREATE TABLE poll_day (
    day DATE NOT NULL,
    due_feeds BIGINT NOT NULL,
    answered_feeds BIGINT NOT NULL
);
COMMENT ON TABLE poll_day IS 'How many polled feeds there were and how many answered, by UTC day of the request. Key day.';

CREATE TABLE tally_basis (outlets UBIGINT);
COMMENT ON TABLE tally_basis IS 'A hash of the owners and countries of outlets that the tallies were made with. One row.';

INSERT INTO untallied SELECT article_id FROM article;

INSERT INTO poll_day
WITH polls AS (
    SELECT
        CAST(requested_at AT TIME ZONE 'UTC' AS DATE) AS day,
        url,
        bool_or(outcome IN ('fetched', 'not_modified')) AS is_answered
    FROM "fetch"
    WHERE target_kind = 'feed'
    GROUP BY ALL
)
SELECT day, count(*), count(*) FILTER (WHERE is_answered)
FROM polls
GROUP BY day;
