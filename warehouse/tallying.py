"""Keep the tables that trends are counted from right with what was loaded and related."""

import duckdb

from warehouse.statements import statement, statement_names
from warehouse.transaction import transaction


def tally(connection: duckdb.DuckDBPyConnection) -> None:
    """Tally anew the articles that changed, and the days and events they are of, in one transaction.

    A statement that binds $week is run for each week touched: the words of one fill memory enough.
    """
    with transaction(connection):
        for name in statement_names("tally"):
            text = statement(name)
            for values in _weeks(connection) if "$week" in text else [None]:
                connection.execute(text, values)


def _weeks(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    found = connection.execute("SELECT week FROM stage_week ORDER BY week").fetchall()
    return [{"week": week} for (week,) in found]
