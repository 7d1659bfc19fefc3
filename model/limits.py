"""What text, files and requests from outside may cost: every limit, each with its reason.

A limit that users set is a setting (`pipeline/settings.py`, docs/settings.md); its default is here if others
need it. `_bytes` are bytes, `_chars` code points, `_s` seconds.
"""

# URLs. A header line of a response may have as many bytes (`Limits.max_header_bytes`), so that no redirect
# is lost; a feed's links are cut at 4,000 code points before.
MAX_URL_CHARS = 32_768

# robots.txt. RFC 9309 (2.5) wants at least 500 KiB read; what follows is ignored.
MAX_ROBOTS_BYTES = 512_000
# A longer line is ignored: no site's pages have URLs as long.
MAX_ROBOTS_LINE_CHARS = 2_000
# A rule counts once for each agent of its group, for which Protego copies it: 3,000 lines in one group took
# it 2.4 s, and ten times the lines a hundred times that. Lists of crawlers have some 150 agents and a few
# rules, which count 13,000. What follows is ignored. 100,000 take 0.2 s.
MAX_ROBOTS_RULES = 100_000
# Each is a search through every URL; large sites have some hundreds. Rules with more are ignored. A URL of
# 4,000 characters takes 50 ms with as many.
MAX_ROBOTS_WILDCARDS = 10_000
# The CPU time in which all URLs of a host are matched in a run; those of an ordinary host take 0.1 ms each.
# After that, the rest of its pages wait for another run.
MAX_ROBOTS_MATCHING_S = 2.0
# Reading takes 0.5 s at worst, by the limits above; this covers the wait behind those of other hosts.
MAX_ROBOTS_READING_S = 60.0

# Validators. An ETag is a hash or a counter of some 40 characters. Servers refuse requests whose headers have
# more than 8 kB, and would refuse every poll that sends a long one back.
MAX_VALIDATOR_CHARS = 1_024

# Shared shingles of texts that are looked at in one go when copies are sought. Two thousand texts of one
# template share 400 million, which filled 5 GB at once; a million take 40 MB.
MAX_COMPARED_SHINGLES = 1_000_000

# Passages of an erased article or outlet that are looked for in the files that are left. Each costs about a
# third of a second for a gigabyte of files; an article has up to seven.
MAX_SOUGHT_PASSAGES = 60
# Bytes of a file, unpacked, that are looked at in one go.
SOUGHT_BLOCK_BYTES = 8_000_000

# What Linux and its file systems take of a name and of a path; those in a backup's manifest may be longer.
MAX_FILE_NAME_BYTES = 255
MAX_PATH_BYTES = 4_095

# No outlet holds a run.
# The default of PARALLAX_FETCH_BUDGET_S. A site that is asked once a second gives some 500 pages in ten
# minutes, more than any lists between two runs; and runs start every fifteen.
FETCH_BUDGET_S = 600.0
# Healthy servers give a page within a second or two, and within five when they are busy.
SLOW_REQUEST_S = 5.0
# One request may take a minute (`Limits.total_s`): a domain that costs that is left alone until the next run.
DOMAIN_SLOW_S = 60.0
# An outlet may list pages of many domains, some of them down (15 s each) without its fault: with 16
# connections this is a quarter of a minute in which all of them are slow.
OUTLET_SLOW_S = 240.0
# An outlet that lists pages of many domains gets enough to keep busy, and 16 of its kind still fit into the
# connections that there are (PARALLAX_CONNECTIONS).
OUTLET_CONNECTIONS = 16
# As many as one feed may list, so that the first poll of any single feed is fetched in one run.
OUTLET_PAGES = 2_000
# A page that is slow to read takes over this; an honest one takes a tenth of a second.
SLOW_READING_S = 5.0
# A minute of one reader: that much of each run goes to an outlet whose pages are hard to read.
OUTLET_SLOW_READING_S = 60.0
# Pages that pass PARALLAX_PAGE_TIMEOUT_S or end their reader: one is an accident, and three cost a minute.
OUTLET_LOST_READINGS = 3

# Foreign WARC files.
# The headers of one record, and of the response in it. Servers and crawlers cut them at 16 to 64 kB.
WARC_HEAD_BYTES = 131_072
WARC_HEAD_LINES = 1_000
# Browsers and servers refuse longer ones.
WARC_URL_CHARS = 8_192
# Crawlers cut bodies at a few MB, and keep whole files at 1 GB.
WARC_RECORD_BYTES = 1_000_000_000
# Text shrinks to a tenth, zeros to a thousandth: a file that unpacks to more was packed to do harm.
WARC_UNPACKED_RATIO = 200
# A damaged record costs up to a tenth of a millisecond to pass over: a file of nothing else ends in ten
# seconds.
WARC_DAMAGED_RECORDS = 100_000
# As many are named one by one; the others are counted.
WARC_DAMAGED_RECORDS_TOLD = 10

# SQL of strangers.
# A longer text takes seconds to judge: long lists of values belong into parameters.
MOST_QUERY_CHARS = 1_000_000
# Levels of DuckDB's parse tree, two for each operator or function. What people write has fewer than 100;
# Python's parser of JSON ends at about 1,000, and DuckDB fails in ways of its own from there on.
MOST_TREE_DEPTH = 600
# What DuckDB may use for a query: half of a small server, so that the pipeline has room beside it.
DUCKDB_MEMORY = "4GB"
MOST_DUCKDB_THREADS = 4
# What the process of `parallax sql` may allocate for a query and its answer: DuckDB's memory above, and as
# much as the largest answer takes as text. The operating system enforces it also inside one function call.
MOST_QUERY_PROCESS_BYTES = 6_000_000_000
# DuckDB stops a query between two batches of rows. One that has not stopped this long after its time limit
# never will: its process is ended.
QUERY_GRACE_S = 5.0
# A result in memory, about 1 GB of cells and 1 GB of texts; Parquet files may be larger.
MOST_CELLS = 20_000_000
MOST_CHARACTERS = 1_000_000_000
# A query's time limit where its user gives none: a scan of years of texts takes a minute.
DEFAULT_TIMEOUT_S = 300.0
