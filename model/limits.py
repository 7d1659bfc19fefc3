"""What text, files and requests from outside may cost: every limit, each with its reason.

A limit that users set is a setting (`pipeline/settings.py`, docs/settings.md); its default is here if others
need it. `_bytes` are bytes, `_chars` code points, `_s` seconds.
"""

# URLs. A header line of a response may have as many bytes (`Limits.max_header_bytes`), so that no redirect
# is lost; a feed's links are cut at 4,000 code points before.
MAX_REQUEST_URL_CHARS = 32_768

# Header lines of one response that are discarded because they are none; a faulty server sends one or two.
# With more the response is refused, as one with too many headers is.
MAX_DISCARDED_HEADER_LINES = 100

# Encodings of a body.
# Lists of three have been seen; each is undone on what the one before gave.
MAX_ENCODINGS = 8
# Gzip members or zstd frames of one body: each costs a copy of the rest.
MAX_PACKED_MEMBERS = 100
# Senders keep to windows of 8 MB (RFC 9659), 2 to the power of 23; a frame of one of our largest bodies may
# ask for one as large as itself.
ZSTD_WINDOW_LOG = 24

# Charsets. Of a text that is not UTF-8, this much is looked at to find its charset: ten milliseconds.
GUESSED_BYTES = 20_000
# Redirects of one chain. Fetch follows 20, Googlebot and aiohttp 10, and RFC 9309 (2.3.1.2) wants 5 at least:
# a short link, a tracker, a host, https, www and a slash are 6.
MAX_REDIRECTS = 10
# Requests for one URL in a chain: before it has a cookie, after it has one, and after a consent.
MAX_VISITS_IN_CHAIN = 3
# Pages that only send their readers on have a few kB, and with the frame of their site some hundred.
MAX_REFRESH_PAGE_BYTES = 300_000
# A page that waits longer before it sends its readers on wants to be read, or loads itself anew.
MAX_REFRESH_DELAY_S = 30
# The least text of an article is 250 characters; notes on leaving a site have as many. Scripts that write a
# word in one or two characters need fewer.
MAX_REFRESH_TEXT_CHARS = 500
MAX_REFRESH_TEXT_CHARS_DENSE = 200
# Looking for a refresh takes milliseconds; this covers the wait behind other pages.
MAX_REFRESH_READING_S = 20.0

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

# So that no outlet holds up a run.
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
# A small file may have a record of the largest size, which is unpacked twice where it is damaged; ten
# seconds in all.
WARC_UNPACKED_BYTES = 4 * WARC_RECORD_BYTES
# A damaged record costs up to a tenth of a millisecond to pass over: a file of nothing else ends in ten
# seconds.
WARC_DAMAGED_RECORDS = 100_000
# As many are named one by one; the others are counted.
WARC_DAMAGED_RECORDS_NAMED = 10

# SQL of strangers.
# A longer text takes seconds to judge: long lists of values belong in parameters.
MAX_QUERY_CHARS = 1_000_000
# DuckDB's reading of comments in a row takes the square of their number: these take a quarter of a second.
MAX_COMMENTS = 4_000
# Levels of DuckDB's parse tree, two for each operator or function. What people write has fewer than 100;
# Python's parser of JSON ends at about 1,000, and DuckDB fails in ways of its own from there on.
MAX_TREE_DEPTH = 600
# What DuckDB may use for a query: half of a small server, so that the pipeline has room beside it.
DUCKDB_MEMORY = "4GB"
MAX_DUCKDB_THREADS = 4
# What the process of `parallax sql` may allocate for a query and its answer: DuckDB's memory above, and as
# much as the largest answer takes as text. The operating system enforces it also inside one function call.
MAX_QUERY_PROCESS_BYTES = 6_000_000_000
# DuckDB stops a query between two batches of rows. One that has not stopped this long after its time limit
# never will: its process is ended.
QUERY_GRACE_S = 5.0
# A result in memory, about 1 GB of cells and 1 GB of texts; Parquet files may be larger.
MAX_CELLS = 20_000_000
MAX_CHARACTERS = 1_000_000_000
# A query's time limit where its user gives none: a scan of years of texts takes a minute.
DEFAULT_TIMEOUT_S = 300.0

# Feeds, and what their entries may become.
# The largest true feeds and news sitemaps have 3 to 6 MB; feedparser takes some 2 s for 10 MB of entries.
MAX_FEED_BYTES = 10_000_000
# True feeds list up to about a thousand; feedparser takes minutes over a hundred thousand.
MAX_FEED_ENTRIES = 2_000
# Of a text that may hold HTML, this many times its limit is read: markup can be longer than what it marks up.
HTML_FACTOR = 4
# Headlines have up to 300 characters.
MAX_TITLE_CHARS = 1_000
# The beginning of a text; some feeds put whole articles there, which their pages give too.
MAX_SUMMARY_CHARS = 5_000
# Ids are URLs, tags or numbers.
MAX_ENTRY_ID_CHARS = 500
# Servers and browsers refuse longer URLs (8,000 bytes at most, 2,000 usually).
MAX_URL_CHARS = 4_000
# Names of people, sites and sections, and media types.
MAX_NAME_CHARS = 200
# The authors of one entry; only reports of whole newsrooms have more.
MAX_ENTRY_AUTHORS = 20
# No date is longer, whatever its language; a longer text is searched for none.
MAX_DATE_CHARS = 100
# As written, beside its meaning: long enough to see why it could not be read.
MAX_WRITTEN_DATE_CHARS = 200
# BCP 47 (RFC 5646, 4.4.1): buffers of 35 characters hold every language tag in use.
MAX_LANGUAGE_TAG_CHARS = 35
# What a parser says about damaged bytes: its first line tells enough.
MAX_FAULT_CHARS = 200

# Sitemaps.
# The protocol's own limits (sitemaps.org), unpacked.
MAX_SITEMAP_BYTES = 52_428_800
MAX_SITEMAP_URLS = 50_000
# Sitemaps of one index that are requested in a poll, in turns where it names more; an index of indexes leads
# to some of each, up to a number of requests that half a minute suffices for.
MAX_SITEMAP_CHILDREN = 3
MAX_SITEMAP_REQUESTS = 9
# Indexes below an index. The protocol allows none; sites have one level, by year or by section.
MAX_SITEMAP_DEPTH = 3
# Sitemaps that take turns: three in a poll, that is a day for a hundred.
MAX_SITEMAPS_IN_TURN = 100
# Sitemaps without a date that do not call themselves news. A site has some sections; more are its archive in
# numbered parts, of which the first or the last hold the news.
MAX_PLAIN_SITEMAPS = 12
# Starts of elements and pieces of text; a full news sitemap has half as many.
MAX_SITEMAP_EVENTS = 3_000_000
# libxml2 never forgets an element's name.
MAX_SITEMAP_NAMES = 1_000

# Pages.
# Unpacked; the largest true news pages have about 3 MB, most of it scripts.
MAX_PAGE_BYTES = 5_000_000
# The text of an article: the longest true ones (live blogs, published judgments) have under 300,000. A longer
# one is cut here, and marked as incomplete.
MAX_TEXT_CHARS = 1_000_000
# Combining marks in a row: Unicode's own bound for streams (UAX 15, 13.1). Normalising a longer run takes the
# square of its length, and no language writes one.
MAX_MARK_RUN = 30
# A statement of a page about its article: a description is the longest.
MAX_STATEMENT_CHARS = 2_000
# Statements about one thing by one part of a page: the first ones decide, and each date takes milliseconds.
MAX_STATEMENTS_OF_A_KIND = 20
# Types that a page gives itself.
MAX_PAGE_KINDS = 50
# Lines of lists, tables and figures of an article: the results of a large race.
MAX_OWN_LINES = 2_000
# Dialogs of a page, and what is read of their text: a page that asks for consent is hardly longer.
MAX_DIALOGS = 20
MAX_DIALOG_CHARS = 8_000
# Articles that the JSON-LD of one page describes: lists of other articles come behind its own.
MAX_ARTICLE_NODES = 50
# One script of JSON-LD, and one other script that is searched for text: state of whole applications is larger
# than descriptions.
MAX_JSON_LD_CHARS = 2_000_000
MAX_SCRIPT_CHARS = 3_000_000
# Values in a script that are looked at, and how deep: articles lie nearer than the state of an application.
MAX_SCRIPT_VALUES = 50_000
MAX_SCRIPT_DEPTH = 30
# States in one script that are tried; a page has one or two.
MAX_SCRIPT_STATES = 20
# Nested names, images and types in JSON-LD: a person of an organisation of a page is three deep.
MAX_JSON_LD_DEPTH = 6
# Earlier places of a line from which a repeat of it is followed: a page for two screens has one.
MAX_REPEATS_COMPARED = 8
# Captions of a gallery.
MAX_CAPTIONS = 500

# Worker processes.
# Memory that one may take (its address space). Pages of 5 MB take up to 0.6 GB, those of millions of tiny
# elements 1 to 2 GB: such a page is refused instead.
MAX_WORKER_BYTES = 1_500_000_000

# Lists and catalogs.
# An OPML file: the largest public lists have some thousand feeds and under 2 MB.
MAX_OPML_BYTES = 10_000_000
# Its feeds: adding them all to one outlet that the catalog has takes half a minute.
MAX_OPML_FEEDS = 20_000
# Collections that one subscription names: by hand, people give a few.
MAX_COLLECTIONS = 20
# Outlets that an error names before it only counts them.
MAX_NAMED_IN_ERROR = 5
# Feeds that one page may name, and feeds and sitemaps that discovery requests of one site.
MAX_FEEDS_NAMED = 500
MAX_FEEDS_ASKED = 40
MAX_SITEMAPS_ASKED = 10
# Entries of which discovery reads the date: a feed's newest is among its first, and dates in words are slow.
MAX_DATED_ENTRIES = 100
