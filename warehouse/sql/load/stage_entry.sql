-- Every entry of this run, as polled or taken up again.
-- Grain and key: (feed_id, entry_id). Bound: $files.
CREATE OR REPLACE TEMP TABLE stage_entry AS
SELECT *, entry_hash(feed_id, entry_id) AS entry_hash
FROM
    read_json($files, format = 'newline_delimited', columns = {
        feed_id: 'VARCHAR',
        entry_id: 'VARCHAR',
        outlet_id: 'VARCHAR',
        url: 'VARCHAR',
        article_url: 'VARCHAR',
        title: 'VARCHAR', summary: 'VARCHAR', published_raw: 'VARCHAR', published_at: 'TIMESTAMPTZ',
        updated_at: 'TIMESTAMPTZ', first_seen_at: 'TIMESTAMPTZ', last_seen_at: 'TIMESTAMPTZ',
        attempt_count: 'INTEGER', next_attempt_at: 'TIMESTAMPTZ'
    })
QUALIFY row_number() OVER (
    PARTITION BY feed_id, entry_id
    ORDER BY last_seen_at DESC, attempt_count DESC, title, article_url
) = 1;
