-- Stories: events that belong to one matter, such as a trial or negotiations.

CREATE TABLE story (
    story_id UUID NOT NULL,
    title VARCHAR,
    first_published_at TIMESTAMPTZ NOT NULL,
    last_published_at TIMESTAMPTZ NOT NULL,
    main_event_id UUID NOT NULL
);
COMMENT ON TABLE story IS 'Two or more events that belong to one matter and follow each other. Key story_id.';
COMMENT ON COLUMN story.title IS 'Title of its main event.';
COMMENT ON COLUMN story.main_event_id IS 'The event with the most articles.';

CREATE TABLE story_event (
    story_id UUID NOT NULL,
    event_id UUID NOT NULL,
    score FLOAT NOT NULL,
    method_version VARCHAR NOT NULL,
    valid_from TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE story_event IS
    'The story that an event belongs to; an event that belongs to none has no row. Key event_id.';
COMMENT ON COLUMN story_event.score IS
    'Mean probability that the event belongs together with those of its nearest that are in the story, 0 to 1.';
COMMENT ON COLUMN story_event.valid_from IS 'Since when the warehouse has the event in this story.';

CREATE TABLE story_event_past (
    story_id UUID NOT NULL,
    event_id UUID NOT NULL,
    score FLOAT NOT NULL,
    method_version VARCHAR NOT NULL,
    valid_from TIMESTAMPTZ NOT NULL,
    valid_to TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE story_event_past IS
    'Former places of events in stories, for reports as of an earlier run. Key (event_id, valid_from).';
COMMENT ON COLUMN story_event_past.valid_to IS 'When the event left the story.';

CREATE TABLE story_closeness (
    event_id UUID NOT NULL,
    products INTEGER[] NOT NULL
);
COMMENT ON TABLE story_closeness IS
    'What finding stories keeps of an event for the next run; an event without a row is compared anew. Key event_id.';
COMMENT ON COLUMN story_closeness.products IS
    'Cosines with its nearest events, the highest first, in units of 1 / 4080 squared.';
