"""Whether a warehouse file is whole: at a glance, or by reading all of it."""

from pathlib import Path

import duckdb

from model import DamagedError
from warehouse.database.failures import explained, require_database
from warehouse.database.quoting import literal, quoted

_HEADERS_BYTES = 3 * 4_096
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
}
_TABLES = """
SELECT schema_name, table_name
FROM duckdb_tables()
WHERE database_name = 'checked'
ORDER BY table_oid
"""


def is_cut(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Say whether a file that was just opened is too short for the blocks in use; reads nothing.

    Free blocks at its end need not be there: DuckDB cuts them off. Only for a file without a log: what is
    replayed from one may lie behind the end of the file.
    """
    query = "SELECT used_blocks * block_size FROM pragma_database_size() WHERE database_name = ?"
    ((name,),) = connection.execute("SELECT current_database()").fetchall()
    ((used_bytes,),) = connection.execute(query, [name]).fetchall()
    return path.stat().st_size < int(used_bytes) + _HEADERS_BYTES


def fault_of(path: Path) -> str | None:
    """Return why a file cannot be read as a warehouse, None where all of it can: every row is read.

    Raises TransientError where another process has it open, PermanentError where it may not be opened.
    """
    try:
        with explained(path):
            require_database(path)
            with duckdb.connect(":memory:", config=_CONFIG) as connection:
                connection.execute(f"ATTACH {literal(path)} AS checked (READ_ONLY)")
                return _fault_in(connection)
    except DamagedError as error:
        return error.fault


def _fault_in(connection: duckdb.DuckDBPyConnection) -> str | None:
    tables = connection.execute(_TABLES).fetchall()
    if ("main", "schema_version") not in tables:
        return "it is a DuckDB file, but no warehouse of Parallax"
    for schema, table in tables:
        # Adding up a value of each row reads, and compares with its checksum, every block.
        connection.execute(f"SELECT bit_xor(hash(t)) FROM checked.{quoted(schema)}.{quoted(table)} AS t")  # noqa: S608
    return None
