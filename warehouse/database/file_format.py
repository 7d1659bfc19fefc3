"""The format of the warehouse's file: one that compresses bodies."""

from pathlib import Path

import duckdb

from warehouse.database.quoting import literal
from warehouse.database.transaction import transaction

# Unasked, DuckDB writes the format of 1.0, which keeps bodies as they are, whatever their column asks for.
FORMAT = "v1.5.0"


def has_format(connection: duckdb.DuckDBPyConnection) -> bool:
    """Say whether the file that is open has this format."""
    query = "SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal"
    return connection.execute(query).fetchall() == [(f"{FORMAT}+",)]


def bring_to_format(path: Path) -> None:
    """Bring a file of an older format to this one, once, and rewrite the bodies in it.

    What else it holds is compressed better where it is written next.
    """
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {literal(path)} AS old (STORAGE_VERSION '{FORMAT}')")
        connection.execute("USE old")
        # Checkpointed in between, the file would be of the new format before its bodies are.
        connection.execute("SET checkpoint_threshold = '1TB'")
        with transaction(connection):
            if connection.execute(
                "SELECT 1 FROM duckdb_tables() WHERE table_name = 'article_text'"
            ).fetchall():
                _rewrite_bodies(connection)
            # Without a change of the catalog the file would keep its format.
            connection.execute("CREATE TABLE old.reformatted (n INTEGER)")
            connection.execute("DROP TABLE old.reformatted")
        connection.execute("CHECKPOINT old")


def _rewrite_bodies(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TEMP TABLE body AS FROM old.article_text")
    connection.execute("DELETE FROM old.article_text")
    connection.execute("INSERT INTO old.article_text FROM body ORDER BY rowid")
