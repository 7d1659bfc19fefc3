"""Keep the tables that trends are counted from in step with what was loaded and related."""

from datetime import date

import duckdb

from warehouse.database.statements import execute, execute_all
from warehouse.database.transaction import transaction
from warehouse.database.zoning import store_zone, stored_zone

# Stage: the articles to tally again, and the days, weeks and events that they touch.
STAGE = (
    "tally/stage_article",
    "tally/stage_tally",
    "tally/stage_title",
    "tally/stage_before",
    "tally/stage_touched",
    "tally/stage_week",
)
# Count: forget what was counted of these, and count them again.
COUNT = (
    "tally/forget_articles",
    "tally/article_tally",
    "tally/forget_counts",
    "tally/language_day",
    "tally/language_pace",
    "tally/outlet_day",
    "tally/stage_event_article",
    "tally/event_day",
    "tally/event_before",
    "tally/event_week",
    "tally/event_language",
    "tally/stage_event_title",
    "tally/event_tally",
    "tally/create_stage_word",
)
# For a few weeks at a time.
COUNT_WORDS = "tally/stage_word"
FINISH = ("tally/word_week", "tally/done")
# More titles than this at once would fill the memory.
_MOST_TITLES = 20_000
_WEEK_SIZES = """
WITH sizes AS (
    SELECT CAST(date_trunc('week', day) AS DATE) AS week, sum(articles) AS size
    FROM language_day
    SEMI JOIN stage_week_language USING (language)
    GROUP BY ALL
)
SELECT week, CAST(coalesce(size, 0) AS BIGINT) FROM stage_week LEFT JOIN sizes USING (week) ORDER BY week
"""


# What a change of the time zone puts first: all is counted anew.
REZONE = ("asof/untallied", "tally/poll_day")


def tally(connection: duckdb.DuckDBPyConnection, time_zone: str | None = None) -> None:
    """Tally the articles that changed, with their days and events, in one transaction.

    With `time_zone` (IANA) days are those of that zone from now on: where they were not, all articles and
    polls are counted anew. Words are counted for a few of the weeks touched at a time, or for one large one.
    """
    with transaction(connection):
        if time_zone is not None and time_zone != stored_zone(connection):
            store_zone(connection, time_zone)
            execute_all(connection, REZONE)
        execute_all(connection, (*STAGE, *COUNT))
        for weeks in _bundles(connection):
            execute(connection, COUNT_WORDS, weeks=weeks)
        execute_all(connection, FINISH)


def time_zone(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the time zone of the days that are tallied (IANA)."""
    return stored_zone(connection)


def _bundles(connection: duckdb.DuckDBPyConnection) -> list[list[date]]:
    bundles: list[list[date]] = []
    room = 0
    for week, size in connection.execute(_WEEK_SIZES).fetchall():
        if size > room or not bundles:
            bundles.append([])
            room = max(_MOST_TITLES, size)
        bundles[-1].append(week)
        room -= size
    return bundles
