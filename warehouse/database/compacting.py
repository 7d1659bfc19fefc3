"""Rewrite the writer's file without what was deleted: DuckDB leaves the bytes of deleted rows in the file."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from model.files import written_whole
from model.paths import WarehousePaths
from warehouse.database.connection import WRITER_CONFIG, open_writer, without_log
from warehouse.database.failures import explained
from warehouse.database.file_format import FORMAT
from warehouse.database.migrating import migrate
from warehouse.database.quoting import literal, quoted
from warehouse.database.zoning import store_zone, stored_zone

_TABLES = """
SELECT table_name
FROM duckdb_tables()
WHERE database_name = $database AND schema_name = 'main' AND NOT internal AND NOT temporary
ORDER BY table_oid
"""
COMPACT = ".compact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """Bytes of the writer's file, before and after."""

    before_bytes: int
    after_bytes: int


def compact(paths: WarehousePaths) -> Compacted:
    """Copy every table into a file beside the writer's, rows in their order, and rename it over that.

    Stopped at any moment it leaves the file as it was. Raises TransientError where the disk is full.
    """
    with written_whole(paths.writer, is_durable=True, ending=COMPACT) as beside, without_log(beside):
        with open_writer(paths) as connection:
            connection.execute("CHECKPOINT")
            before_bytes = paths.writer.stat().st_size
            with explained(beside):
                _copy(connection, beside)
        # The old file is closed: it has no log beside it that would be replayed on the new one.
        after_bytes = beside.stat().st_size
    return Compacted(before_bytes=before_bytes, after_bytes=after_bytes)


def _copy(connection: duckdb.DuckDBPyConnection, beside: Path) -> None:
    made = duckdb.connect(beside, config=WRITER_CONFIG)
    try:
        migrate(made)
        store_zone(made, stored_zone(connection))
        empty = {name for (name,) in made.execute(_TABLES, {"database": _name(made)}).fetchall()}
    finally:
        made.close()
    source = _name(connection)
    connection.execute(f"ATTACH {literal(beside)} AS compacted (STORAGE_VERSION '{FORMAT}')")
    try:
        for (table,) in connection.execute(_TABLES, {"database": source}).fetchall():
            _copy_table(connection, source, table, is_made=table in empty)
        connection.execute("CHECKPOINT compacted")
    finally:
        connection.execute("DETACH compacted")


def _copy_table(connection: duckdb.DuckDBPyConnection, source: str, table: str, *, is_made: bool) -> None:
    """Copy the rows of a table; one that no migration makes comes along as it is."""
    old, new = f"{quoted(source)}.main.{quoted(table)}", f"compacted.main.{quoted(table)}"
    if is_made:
        connection.execute(f"DELETE FROM {new}")  # noqa: S608 - a name from DuckDB's own catalog
        connection.execute(f"INSERT INTO {new} BY NAME FROM {old}")
    else:
        connection.execute(f"CREATE TABLE {new} AS FROM {old}")


def _name(connection: duckdb.DuckDBPyConnection) -> str:
    (name,) = connection.execute("SELECT current_database()").fetchall()[0]
    return str(name)
