"""Rows of the warehouse as values of a type: read from a result by column names, and staged for SQL.

A row's type is a frozen dataclass whose fields are the columns. So mypy finds a misspelt column, and a
statement with other columns fails where it is read.
"""

import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import duckdb
import msgspec

from warehouse.database.quoting import quoted

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

# Where DuckDB's type is not the one that follows from Python's.
UuidText = Annotated[str, "UUID"]
Float32 = Annotated[float, "FLOAT"]
Unsigned32 = Annotated[int, "UINTEGER"]
Unsigned64 = Annotated[int, "UBIGINT"]

_DUCKDB_TYPES: Mapping[type, str] = {
    str: "VARCHAR",
    bool: "BOOLEAN",
    int: "BIGINT",
    float: "DOUBLE",
    date: "DATE",
    datetime: "TIMESTAMPTZ",
    UUID: "UUID",
}


def rows(cursor: duckdb.DuckDBPyConnection, kind: type[T]) -> list[T]:
    """Return a result as values of `kind`, matched by column names.

    Raises TypeError where the columns are not the fields of `kind` (fields with a default may be left out),
    and msgspec.ValidationError where a value is of another type. A UUID is not a `str`: the statement has to
    cast it.
    """
    names = [column[0] for column in cursor.description or ()]
    _require_columns(names, kind)
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return msgspec.convert(found, list[kind])  # type: ignore[valid-type]


def first(cursor: duckdb.DuckDBPyConnection, kind: type[T]) -> T | None:
    """Return the first row of a result as `rows` does, None where the result is empty."""
    return next(iter(rows(cursor, kind)), None)


def stage(connection: duckdb.DuckDBPyConnection, table: str, kind: type[T], values: Iterable[T]) -> None:
    """Make the temporary table `table` of values of `kind`, a column for each field.

    They go over as one JSON text: hundreds of times cheaper than binding them row by row.
    """
    columns = duckdb_types(kind)
    structure = msgspec.json.encode([columns]).decode()
    text = msgspec.json.encode(list(values)).decode()
    names = ", ".join(quoted(name) for name in columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {quoted(table)} AS "  # noqa: S608 - our own names
        f"SELECT {names} FROM (SELECT unnest(from_json($text, $structure), recursive := true))",
        {"text": text, "structure": structure},
    )


@cache
def duckdb_types(kind: "type[DataclassInstance]") -> Mapping[str, str]:
    """Return the columns of a row's type with their DuckDB types, which follow from the annotations."""
    return {name: _duckdb_type(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}


def _duckdb_type(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return str(arguments[1])
    if origin in {Union, types.UnionType}:
        (inner,) = (one for one in arguments if one is not type(None))
        return _duckdb_type(inner)
    if isinstance(origin, type) and issubclass(origin, Iterable):
        return f"{_duckdb_type(arguments[0])}[]"
    for known, name in _DUCKDB_TYPES.items():
        if hint is known or (known is str and isinstance(hint, type) and issubclass(hint, str)):
            return name
    raise TypeError(f"No DuckDB type is known for {hint}: name one with Annotated.")


def _require_columns(names: list[str], kind: "type[DataclassInstance]") -> None:
    required = {field.name for field in fields(kind) if not _has_default(field)}
    known = {field.name for field in fields(kind)}
    missing, unknown = sorted(required - set(names)), sorted(set(names) - known)
    if missing or unknown:
        raise TypeError(
            f"The columns of a result are not those of {kind.__name__}: "
            f"missing {', '.join(missing) or 'none'}, unknown {', '.join(unknown) or 'none'}."
        )


def _has_default(field: "Field[Any]") -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING
