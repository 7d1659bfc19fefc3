"""Keep the tables that trends are counted from right with what was loaded and related."""

import duckdb

from warehouse.statements import statement, statement_names
from warehouse.transaction import transaction


def tally(connection: duckdb.DuckDBPyConnection) -> None:
    """Tally anew the articles that changed, and the days and events they are of, in one transaction.

    A statement that binds $since is run for each stretch of touched weeks: all words at once fill the memory.
    """
    with transaction(connection):
        for name in statement_names("tally"):
            text = statement(name)
            for values in _stretches(connection) if "$since" in text else [None]:
                connection.execute(text, values)


def _stretches(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    found = connection.execute("SELECT since, until FROM stage_stretch ORDER BY since").fetchall()
    return [{"since": since, "until": until} for since, until in found]
