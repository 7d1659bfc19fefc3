-- Sort the words of the newest articles into the index. The fewer parts it has, the fewer rows a
-- search reads.
-- Grain and key: (term, document).
INSERT INTO search_posting
SELECT *
FROM search_posting_recent
ORDER BY term, document;

DELETE FROM search_posting_recent;
