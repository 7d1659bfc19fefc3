"""Keep the tables that trends are counted from right with what was loaded and related."""

from datetime import date

import duckdb

from warehouse.database.statements import statement, statement_names
from warehouse.database.transaction import transaction

# The words of so many titles at once fill memory enough.
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


def tally(connection: duckdb.DuckDBPyConnection) -> None:
    """Tally anew the articles that changed, and the days and events they are of, in one transaction.

    A statement that binds $weeks is run for a few of the weeks touched at a time, or for one large one.
    """
    with transaction(connection):
        for name in statement_names("tally"):
            text = statement(name)
            for weeks in _bundles(connection) if "$weeks" in text else [None]:
                connection.execute(text, {"weeks": weeks} if weeks else None)


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
