-- Place the articles of a batch, as relating writes it. Grain: an article. $related is its file.
CREATE OR REPLACE TEMP TABLE stage_related AS
SELECT *
FROM read_json($related, format = 'newline_delimited', columns = {
    article_id: 'UUID', event_id: 'UUID', title: 'VARCHAR', published_at: 'TIMESTAMPTZ'
});
