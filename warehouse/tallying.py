"""Keep the tables that trends are counted from right with what was loaded and related."""

import duckdb

from warehouse.statements import statement, statement_names
from warehouse.transaction import transaction


def tally(connection: duckdb.DuckDBPyConnection) -> None:
    """Tally anew the articles that changed, and the days and events they are of, in one transaction."""
    with transaction(connection):
        for name in statement_names("tally"):
            connection.execute(statement(name))
