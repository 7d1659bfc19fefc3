"""Comments on every table, view and column, so that the warehouse documents itself."""

import tomllib
from importlib.resources import files
from typing import Any

import duckdb

from warehouse.database.quoting import literal, quoted
from warehouse.database.statements import header
from warehouse.database.views import VIEWS, relation_of

_UNCOMMENTED = """
SELECT columns.table_name, columns.column_name
FROM duckdb_columns() AS columns
WHERE columns.comment IS NULL AND NOT columns.internal AND columns.database_name = current_database()
ORDER BY ALL
"""


def comments_text() -> str:
    """Return the file that says what columns are."""
    return files("warehouse.database").joinpath("comments.toml").read_text(encoding="utf-8")


def comment(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment the views and columns.

    What `comments.toml` says of a table or of one of its columns replaces the comment of a migration, which
    is never edited.
    """
    written: dict[str, dict[str, Any]] = tomllib.loads(comments_text())
    for name in VIEWS:
        connection.execute(f"COMMENT ON VIEW {quoted(relation_of(name))} IS {literal(header(name))}")
    for table, own in written["tables"].items():
        if "comment" in own:
            connection.execute(f"COMMENT ON TABLE {quoted(table)} IS {literal(own['comment'])}")
        for column in own.keys() - {"comment"}:
            _comment_column(connection, table, column, own[column])
    for table, column in connection.execute(_UNCOMMENTED).fetchall():
        if column in written["columns"]:
            _comment_column(connection, table, column, written["columns"][column])


def _comment_column(connection: duckdb.DuckDBPyConnection, table: str, column: str, text: str) -> None:
    connection.execute(f"COMMENT ON COLUMN {quoted(table)}.{quoted(column)} IS {literal(text)}")
