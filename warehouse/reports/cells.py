"""What kind of cell a column has, and how a text becomes a cell that no spreadsheet runs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb

from warehouse.database.quoting import literal, quoted

# What is not seen before a sign: controls, spaces and marks of every width, and the apostrophes of the guard.
_UNSEEN = "\\x00-\\x20'\\x7f-\\xa0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
# What makes a spreadsheet take a cell for a formula: a sign of any width behind whatever it trims. A text
# that has an apostrophe there already gets another, so that taking one away gives every text back.
FORMULA_START = f"^(?:[{_UNSEEN}]*[{_SIGNS}]|'*[\\t\\r\\n])"
FORMULA = re.compile(FORMULA_START)


class Kind(StrEnum):
    """What a column holds, as far as files tell kinds apart."""

    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    MOMENT = "moment"  # in UTC
    LOCAL_TIME = "local time"  # nobody knows where
    NESTED = "nested"
    BYTES = "bytes"
    TEXT = "text"


_KINDS = {
    **dict.fromkeys(("tinyint", "smallint", "integer", "bigint", "hugeint"), Kind.NUMBER),
    **dict.fromkeys(("utinyint", "usmallint", "uinteger", "ubigint", "uhugeint"), Kind.NUMBER),
    **dict.fromkeys(("float", "double", "decimal", "bignum"), Kind.NUMBER),
    "boolean": Kind.TRUTH,
    "date": Kind.DAY,
    "timestamp with time zone": Kind.MOMENT,
    **dict.fromkeys(("timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"), Kind.LOCAL_TIME),
    **dict.fromkeys(("list", "array", "struct", "map", "union", "variant"), Kind.NESTED),
    "blob": Kind.BYTES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a report."""

    name: str
    kind: Kind

    @property
    def quoted(self) -> str:
        """The name as SQL writes it."""
        return quoted(self.name)


def columns_of(table: duckdb.DuckDBPyRelation) -> list[Column]:
    """Return the columns of a table; what is no number, time or list is text."""
    return [
        Column(name=name, kind=_KINDS.get(kind.id, Kind.TEXT))
        for name, kind in zip(table.columns, table.types, strict=True)
    ]


def csv_cells(columns: Sequence[Column]) -> str:
    """Return the SQL that makes of each column the cells of a CSV file, under a name no spreadsheet runs.

    A missing value is nothing between two commas; where it is all of the line it is `""`, since readers
    leave out an empty line.
    """
    cells = [_csv_cell(column) for column in columns]
    if len(cells) == 1:
        cells = [f"coalesce(CAST({cells[0]} AS VARCHAR), '')"]
    names = [_csv_name(column) for column in columns]
    return ", ".join(f"{cell} AS {name}" for cell, name in zip(cells, names, strict=True))


def sheet_cells(columns: Sequence[Column]) -> str:
    """Return the SQL that makes of each column what a workbook holds: numbers, times in UTC, texts."""
    return ", ".join(f"{_sheet_cell(column)} AS {column.quoted}" for column in columns)


def _csv_cell(column: Column) -> str:
    match column.kind:
        case Kind.TEXT:
            return _defused(f"replace(CAST({column.quoted} AS VARCHAR), chr(0), '\ufffd')")
        case Kind.MOMENT:
            return _iso(f"({column.quoted} AT TIME ZONE 'UTC')", "Z")
        case Kind.LOCAL_TIME:
            return _iso(f"CAST({column.quoted} AS TIMESTAMP)", "")
        case Kind.NESTED | Kind.BYTES:
            return _sheet_cell(column)
        case Kind.NUMBER | Kind.TRUTH | Kind.DAY:
            return column.quoted


def _sheet_cell(column: Column) -> str:
    match column.kind:
        case Kind.TEXT:
            return f"CAST({column.quoted} AS VARCHAR)"
        case Kind.NESTED:
            return f"CAST(to_json({column.quoted}) AS VARCHAR)"
        case Kind.BYTES:
            return f"lower(hex({column.quoted}))"
        case Kind.MOMENT:
            return f"{column.quoted} AT TIME ZONE 'UTC'"
        case Kind.LOCAL_TIME:
            return f"CAST({column.quoted} AS TIMESTAMP)"
        case Kind.NUMBER | Kind.TRUTH | Kind.DAY:
            return column.quoted


def _iso(moment: str, zone: str) -> str:
    """Return ISO 8601 with the fraction of a second where there is one."""
    has_fraction = f"date_part('microseconds', {moment}) % 1000000 != 0"
    form = "%Y-%m-%dT%H:%M:%S"
    with_fraction = f"strftime({moment}, '{form}.%f{zone}')"
    return f"CASE WHEN {has_fraction} THEN {with_fraction} ELSE strftime({moment}, '{form}{zone}') END"


def _defused(text: str) -> str:
    guard = literal(FORMULA_START)
    return f"CASE WHEN regexp_matches({text}, {guard}) THEN '''' || {text} ELSE {text} END"


def _csv_name(column: Column) -> str:
    return Column(name=defused(column.name), kind=column.kind).quoted


def defused(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text
