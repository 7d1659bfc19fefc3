"""Hand rows to DuckDB as one JSON text: hundreds of times cheaper than binding them row by row."""

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
import msgspec


def stage(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    types: Mapping[str, str],
    rows: Iterable[Mapping[str, Any]],
) -> None:
    """Make the temporary table `table` of rows; `types` has its columns and their DuckDB types."""
    structure = msgspec.json.encode([types]).decode()
    text = msgspec.json.encode(list(rows)).decode()
    names = ", ".join(f'"{name}"' for name in types)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS "  # noqa: S608 - our own names
        f"SELECT {names} FROM (SELECT unnest(from_json($text, $structure), recursive := true))",
        {"text": text, "structure": structure},
    )
