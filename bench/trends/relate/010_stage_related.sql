-- The groups and events of a batch's articles, as relating writes them.
-- Grain: an article. $related is its file.
CREATE OR REPLACE TEMP TABLE stage_related AS
SELECT *
FROM read_json($related, format = 'newline_delimited', columns = {
    article_id: 'UUID', event_id: 'UUID', title: 'VARCHAR', published_at: 'TIMESTAMPTZ'
});
