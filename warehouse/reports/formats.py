"""The file formats of a report: CSV, Parquet and Excel."""

import codecs
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from model import PermanentError
from warehouse.database.plain_types import plain_cells
from warehouse.database.quoting import literal
from warehouse.reports.cells import ReportColumn, columns_of, sheet_cells
from warehouse.reports.csv_dialect import COPY_OPTIONS, csv_cells

FILE_FORMATS = ("csv", "parquet", "xlsx")

_BATCH_ROWS = 10_000


def write_file(
    connection: duckdb.DuckDBPyConnection, name: str, path: Path, file_format: str, *, with_bom: bool
) -> int:
    """Write the temporary table `report`, in its order, as a file; return its row count.

    Raises PermanentError for a report that is too large for a workbook.
    """
    report = connection.table("report")
    columns, row_count = columns_of(report), report.shape[0]
    match file_format:
        case "parquet":
            _copy(connection, plain_cells(report.columns, report.types), path, "FORMAT parquet")
        case "csv":
            _copy(connection, csv_cells(columns), path, COPY_OPTIONS)
            if with_bom:
                path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
        case _:
            _write_sheet(connection, name, path, columns, row_count)
    return row_count


def _copy(connection: duckdb.DuckDBPyConnection, cells: str, path: Path, options: str) -> None:
    target = literal(path)
    connection.execute(f"COPY (SELECT {cells} FROM report ORDER BY rowid) TO {target} ({options})")  # noqa: S608


def _write_sheet(
    connection: duckdb.DuckDBPyConnection, name: str, path: Path, columns: list[ReportColumn], row_count: int
) -> None:
    from warehouse.reports import workbook  # noqa: PLC0415 - most exports need no library for it

    if row_count > workbook.MOST_ROWS or len(columns) > workbook.MOST_COLUMNS:
        raise PermanentError(
            f"The report {name} has {row_count:,} rows of {len(columns):,} columns, and a sheet of Excel "
            f"holds {workbook.MOST_ROWS:,} of {workbook.MOST_COLUMNS:,}: narrow it with --since and --until, "
            "or export it as csv or parquet."
        )
    workbook.write_workbook(path, name, columns, rows_of_report(connection, columns))


def rows_of_report(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[ReportColumn]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the temporary table `report`, in its order, as a workbook holds them."""
    cursor = connection.execute(f"SELECT {sheet_cells(columns)} FROM report ORDER BY rowid")  # noqa: S608
    while batch := cursor.fetchmany(_BATCH_ROWS):
        yield from batch
