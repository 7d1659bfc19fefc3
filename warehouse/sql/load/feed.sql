-- Feeds with the state that polling left them in.
-- Grain and key: feed_id.
MERGE INTO feed
USING stage_feed AS staged
ON feed.feed_id = staged.feed_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
