"""What text, files and requests from outside may cost: every limit, each with its reason.

A limit that users set is a setting (`pipeline/settings.py`, docs/settings.md); its default is here if others
need it. `_bytes` are bytes, `_chars` code points, `_s` seconds.
"""

# --- No outlet holds a run ---

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

# --- Foreign WARC files ---

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
WARC_DAMAGED_RECORDS_TOLD = 10
