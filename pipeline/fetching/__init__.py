"""What fetching steps share: the client, its log of requests, the feeds read, batches of hosts."""
