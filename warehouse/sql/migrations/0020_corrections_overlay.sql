-- Corrections as an overlay: what grouping alone decided, wherever a correction shows something else.
-- Of corrections made before, that is unknown: what is shown counts as grouping's, and they stay in
-- force for what comes.

CREATE TABLE event_article_uncorrected (
    event_id UUID NOT NULL,
    article_id UUID NOT NULL,
    score FLOAT NOT NULL,
    method_version VARCHAR NOT NULL
);

ALTER TABLE event_alias ADD COLUMN uncorrected_event_id UUID;
UPDATE event_alias SET uncorrected_event_id = event_id;
