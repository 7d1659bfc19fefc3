"""All selected reports in one workbook."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from model import PermanentError
from model.files import temporary_folder
from warehouse.database.connection import open_reader
from warehouse.reports.cells import columns_of
from warehouse.reports.contents import Sheet, WrittenSheet, write_sheets
from warehouse.reports.definition import Report
from warehouse.reports.exporting import EXPORT_FOLDER, ExportOptions, Selection, as_table, move
from warehouse.reports.formats import rows_of_report
from warehouse.reports.manifest import methods_of
from warehouse.reports.workbook import MOST_COLUMNS

# The workbook in the folder of the exports, unless another name is given.
REPORT_BOOK = "parallax.xlsx"
_TITLE = "Parallax: reports of the warehouse"


def write_report_book(published: Path, selection: Selection, path: Path) -> list[WrittenSheet]:
    """Write the selected reports as the sheets of one workbook; return what its sheets hold.

    The sheet in front says what the workbook is, its span, run and methods, and has a line for each report.
    The file replaces an earlier one when it is complete. Raises as `write_reports` does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder(path.parent, EXPORT_FOLDER) as folder, open_reader(published) as connection:
        facts = {**_span(selection.options), **_state(connection)}
        sheets = _sheets(connection, selection, folder / path.name)
        written = write_sheets(folder / path.name, _TITLE, facts, sheets)
        move(folder / path.name, path.parent)
    return written


def _sheets(connection: duckdb.DuckDBPyConnection, selection: Selection, path: Path) -> Iterator[Sheet]:
    """Yield a sheet for each report, whose rows must be read before the next is asked for."""
    for report in selection.reports:
        with as_table(connection, report, selection.options, path):
            columns = columns_of(connection.table("report"))
            if len(columns) > MOST_COLUMNS:
                raise PermanentError(
                    f"The report {report.name} has {len(columns):,} columns, and a sheet of Excel holds "
                    f"{MOST_COLUMNS:,}: export it as csv or parquet."
                )
            rows = rows_of_report(connection, columns)
            yield Sheet(name=report.name, about=_sentence(report), columns=columns, rows=rows)


def _sentence(report: Report) -> str:
    return f"{report.title}: {report.grain}."


def _span(options: ExportOptions) -> dict[str, str]:
    since, until = options.since, options.until
    ends = [
        *([f"from {_time(since)}"] if since else []),
        *([f"until before {_time(until)}"] if until else []),
    ]
    values = ", ".join(f"{name} = {value}" for name, value in options.values.items())
    return {"Span": " ".join(ends) or "everything", **({"Parameters": values} if values else {})}


def _state(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    methods = methods_of(connection)
    versions = (methods.event_methods, methods.copy_methods, methods.extractor_versions)
    end = f", published {_time(methods.finished_at)}" if methods.finished_at else ""
    return {
        "Run": f"{methods.run_id}{end}" if methods.run_id else "none yet",
        "Warehouse version": methods.warehouse_version or "unknown",
        "Methods": ", ".join(str(one) for group in versions for one in group or () if one),
        "Times": "in UTC",
    }


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
