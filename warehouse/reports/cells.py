"""The columns of a report by what they hold, and what becomes of them in a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb

from warehouse.database.quoting import quoted


class Kind(StrEnum):
    """What a column holds, as far as file formats distinguish it."""

    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    MOMENT = "moment"  # in UTC
    LOCAL_TIME = "local time"  # in no known zone
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
class ReportColumn:
    """One column of a report."""

    name: str
    kind: Kind

    @property
    def quoted(self) -> str:
        """The name as SQL writes it."""
        return quoted(self.name)


def columns_of(table: duckdb.DuckDBPyRelation) -> list[ReportColumn]:
    """Return the columns of a table; whatever is no number, time or list counts as text."""
    return [
        ReportColumn(name=name, kind=_KINDS.get(kind.id, Kind.TEXT))
        for name, kind in zip(table.columns, table.types, strict=True)
    ]


def sheet_cells(columns: Sequence[ReportColumn]) -> str:
    """Return the SQL expressions of the cells of a workbook."""
    return ", ".join(f"{sheet_cell(column)} AS {column.quoted}" for column in columns)


def sheet_cell(column: ReportColumn) -> str:
    """Return the SQL expression of what a workbook holds in a column: numbers, times in UTC, texts."""
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
