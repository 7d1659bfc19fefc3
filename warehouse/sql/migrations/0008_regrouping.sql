-- Events that part and become one, their titles in each language, and what people correct.

ALTER TABLE event_article ADD COLUMN valid_from TIMESTAMPTZ DEFAULT '-infinity';
COMMENT ON COLUMN event_article.valid_from IS
    'Since when the warehouse has the article in this event. -infinity: since before that was kept.';

CREATE TABLE event_article_past (
    event_id UUID NOT NULL,
    article_id UUID NOT NULL,
    score FLOAT NOT NULL,
    method_version VARCHAR NOT NULL,
    valid_from TIMESTAMPTZ NOT NULL,
    valid_to TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE event_article_past IS
    'Memberships that were, for reports as they stood then. Key (article_id, valid_from).';
COMMENT ON COLUMN event_article_past.valid_to IS 'When the article left the event; it was in it until then.';

ALTER TABLE event ADD COLUMN valid_from TIMESTAMPTZ DEFAULT '-infinity';
COMMENT ON COLUMN event.valid_from IS 'Since when it has this title. -infinity: since before that was kept.';

CREATE TABLE event_past (
    event_id UUID NOT NULL,
    title VARCHAR,
    representative_article_id UUID NOT NULL,
    valid_from TIMESTAMPTZ NOT NULL,
    valid_to TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE event_past IS 'Titles that events had, for reports as they stood then. Key (event_id, valid_from).';
COMMENT ON COLUMN event_past.valid_to IS 'Until when it had this title.';

CREATE TABLE event_alias (
    old_event_id UUID NOT NULL,
    event_id UUID NOT NULL,
    valid_from TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE event_alias IS 'Where the larger part of an event that is no more lives on. Key old_event_id.';
COMMENT ON COLUMN event_alias.event_id IS 'A living event: chains of successors are resolved.';

CREATE TABLE event_title (
    event_id UUID NOT NULL,
    language VARCHAR NOT NULL,
    title VARCHAR,
    article_id UUID NOT NULL
);
COMMENT ON TABLE event_title IS
    'The title of an event in each language it is told in: that of its most central article. Key (event_id, language).';

CREATE TABLE event_correction (
    correction_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    article_id UUID NOT NULL,
    anchor_article_id UUID NOT NULL,
    note VARCHAR,
    made_at TIMESTAMPTZ NOT NULL,
    withdrawn_at TIMESTAMPTZ
);
COMMENT ON TABLE event_correction IS
    'What people corrected of the grouping; holds for every grouping after. Several rows may make one correction.';
COMMENT ON COLUMN event_correction.kind IS
    'merge: the events of both articles are one; split: the article is not in the event of the other; pin: it is.';
COMMENT ON COLUMN event_correction.anchor_article_id IS 'An article that stands for the event merged into, split from or pinned to.';
COMMENT ON COLUMN event_correction.withdrawn_at IS 'Since when it holds no more; NULL while it holds.';

CREATE TABLE unrelated (article_id UUID NOT NULL);
COMMENT ON TABLE unrelated IS
    'Articles that still have to be compared with others, so that a run need not look for them. Key article_id.';
INSERT INTO unrelated
SELECT article_id FROM article WHERE article_id NOT IN (SELECT article_id FROM event_article);
