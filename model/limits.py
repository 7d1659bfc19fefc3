"""What text, files and requests from outside may cost: every limit, each with its reason.

A limit that users set is a setting (`pipeline/settings.py`, docs/settings.md); its default is here if others
need it. `_bytes` are bytes, `_chars` code points, `_s` seconds.
"""

# --- Feeds, and what their entries may become ---

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
# An ETag or Last-Modified, which every poll sends back: true ones have up to about 130 characters. A longer
# one is dropped, as a cut one would match nothing.
MAX_VALIDATOR_CHARS = 1_000

# --- Sitemaps ---

# The protocol's own limits (sitemaps.org), unpacked.
MAX_SITEMAP_BYTES = 52_428_800
MAX_SITEMAP_URLS = 50_000
# Sitemaps of an index that are requested: the newest hold the news.
MAX_SITEMAP_CHILDREN = 3
# Starts of elements and pieces of text; a full news sitemap has half as many.
MAX_SITEMAP_EVENTS = 3_000_000
# libxml2 never forgets an element's name.
MAX_SITEMAP_NAMES = 1_000

# --- Pages ---

# Unpacked; the largest true news pages have about 3 MB, most of it scripts.
MAX_PAGE_BYTES = 5_000_000
# The text of an article: the longest true ones (live blogs, published judgments) have under 300,000. A longer
# one is cut here, and told to be incomplete.
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
# Captions of a gallery.
MAX_CAPTIONS = 500
# Class and id of an element in one text: names are shorter, and generated ones say nothing.
MAX_MARKS_CHARS = 1_000

# --- Worker processes ---

# Memory that one may take (its address space). Pages of 5 MB take up to 0.6 GB, those of millions of tiny
# elements 1 to 2 GB: such a page is refused instead.
MAX_WORKER_BYTES = 1_500_000_000

# --- Lists and catalogs ---

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
