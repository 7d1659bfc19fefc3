"""Write named reports as files, all of them or none, with a manifest."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import duckdb

from model import ConfigurationError, PermanentError
from model.files import sync, temporary_folder
from warehouse.database.connection import open_reader
from warehouse.database.failures import explained
from warehouse.reports.definition import SPAN, Report, read_reports
from warehouse.reports.formats import write_file
from warehouse.reports.manifest import MANIFEST, ExportedFile, write_manifest

# How the folder begins in which files are written before they are moved to their place.
EXPORT_FOLDER = ".export-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How to export: the span (`until` is exclusive), the file format, and where the user's own reports are.

    `file_format` is csv, parquet or xlsx. A byte order mark tells Excel that a CSV file is UTF-8. `values`
    are bound to the reports' own parameters, by name.
    """

    since: datetime | None = None
    until: datetime | None = None
    file_format: str = "csv"
    with_bom: bool = False
    own_reports: Path | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The reports to write, and how; `left_out` are those that need a value which nobody gave."""

    reports: Sequence[Report]
    left_out: Sequence[Report]
    options: ExportOptions


def select_reports(names: Sequence[str], options: ExportOptions) -> Selection:
    """Return the reports of these names; without names, all that have a value for each parameter.

    Raises ConfigurationError that lists everything wrong: names, files, parameters without a value, and
    values that no report takes.
    """
    reports = read_reports(options.own_reports).named(names)
    left_out = [report for report in reports if report.unbound(options.values)]
    problems = [
        *(_without_value(left_out, options) if names else ()),
        *_given_as_parameter(options),
        *_taken_by_none(reports, options),
    ]
    if problems:
        raise ConfigurationError(problems)
    chosen = [report for report in reports if report not in left_out]
    return Selection(reports=chosen, left_out=left_out, options=options)


def _without_value(reports: Sequence[Report], options: ExportOptions) -> list[str]:
    return [
        f"{report.file}: the parameter {name} has no value; give it with --param {name}=VALUE, or give it a "
        f"default in the line `-- Parameters:`."
        for report in reports
        for name in report.unbound(options.values)
    ]


def _given_as_parameter(options: ExportOptions) -> list[str]:
    return [
        f"--param {name}={options.values[name]} sets nothing: the span is given by --since and --until."
        for name in SPAN
        if name in options.values
    ]


def _taken_by_none(reports: Sequence[Report], options: ExportOptions) -> list[str]:
    taken = {parameter.name for report in reports for parameter in report.parameters}
    given = {name: f"--{name}" for name in SPAN if getattr(options, name) is not None}
    given |= {name: f"--param {name}" for name in options.values}
    return [
        f"{option}: none of the reports {', '.join(report.name for report in reports)} has this parameter: "
        "leave it out, or see `parallax export --list`."
        for name, option in given.items()
        if name not in taken
    ]


def write_reports(published: Path, selection: Selection, out: Path) -> list[ExportedFile]:
    """Write the selected reports and their manifest into the folder `out`; return the files of the reports.

    CSV is UTF-8 as in RFC 4180, with times in ISO 8601 and an apostrophe before texts that a spreadsheet
    would run as a formula. The same data gives the same bytes. `manifest.json` has the rows, bytes and
    SHA-256 of each file, and the span, run and method versions. No file in `out` changes before all are
    written.

    Raises ConfigurationError where a report's header names other columns than its SQL gives, PermanentError
    where a report cannot be run.
    """
    options = selection.options
    out.mkdir(parents=True, exist_ok=True)
    with temporary_folder(out, EXPORT_FOLDER) as folder, open_reader(published) as connection:
        written = [_write_one(connection, report, folder, options) for report in selection.reports]
        bound = {"since": options.since, "until": options.until, **options.values}
        write_manifest(connection, written, bound, folder / MANIFEST)
        files = [replace(file, path=move(file.path, out)) for file in written]
        move(folder / MANIFEST, out)
    return files


def has_rows(published: Path, report: Report, options: ExportOptions) -> bool:
    """Say whether a report would have any rows; raises as `write_reports` does."""
    with open_reader(published) as connection, as_table(connection, report, options, published):
        return bool(connection.table("report").shape[0])


def _write_one(
    connection: duckdb.DuckDBPyConnection, report: Report, folder: Path, options: ExportOptions
) -> ExportedFile:
    path = folder / f"{report.name}.{options.file_format}"
    with as_table(connection, report, options, path):
        count = write_file(connection, report.name, path, options.file_format, with_bom=options.with_bom)
    return ExportedFile(name=report.name, path=path, row_count=count)


@contextmanager
def as_table(
    connection: duckdb.DuckDBPyConnection, report: Report, options: ExportOptions, path: Path
) -> Iterator[None]:
    """Run a report into the temporary table `report`, to be written to `path`.

    Raises ConfigurationError and PermanentError as `write_reports` does.
    """
    bound = report.bound(options.since, options.until, options.values)
    try:
        with explained(path):
            connection.execute(f"CREATE OR REPLACE TEMP TABLE report AS {report.text}", bound or None)
            _require_columns(report, connection.table("report").columns)
            yield
    except duckdb.Error as error:
        raise PermanentError(
            f"The report {report.name} cannot be run ({_first_line(error)}): if it is one of Parallax, "
            f"`parallax run` brings the warehouse to this version; if it is your own, correct {report.file}."
        ) from error


def _first_line(error: duckdb.Error) -> str:
    return str(error).split("\n", 1)[0]


def _require_columns(report: Report, columns: Sequence[str]) -> None:
    if tuple(columns) != report.columns:
        given = f"`-- Columns: {', '.join(columns)}`"
        raise ConfigurationError(
            [f"{report.file}: its header names other columns than its SQL gives; write {given}."]
        )


def move(path: Path, out: Path) -> Path:
    """Move a finished file into the folder, safe from a loss of power."""
    sync(path)
    return path.replace(out / path.name)
