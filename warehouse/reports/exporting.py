"""Write named reports as files, all of them or none, and say what they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from model import ConfigurationError, PermanentError
from warehouse.database.connection import explained, open_reader
from warehouse.database.syncing import sync
from warehouse.reports.definition import SPAN, Report, read_reports
from warehouse.reports.formats import write_form
from warehouse.reports.manifest import MANIFEST, ExportedFile, write_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to export: a span (`until` is exclusive), the form, and where reports of the user's own are.

    `form` is csv, parquet or xlsx. A byte order mark tells Excel that a CSV file is UTF-8. `values` are what
    the reports' own parameters are bound to.
    """

    since: datetime | None = None
    until: datetime | None = None
    form: str = "csv"
    with_bom: bool = False
    own_reports: Path | None = None
    values: Mapping[str, str] = field(default_factory=dict)


def reports_wanted(names: Sequence[str], asked: Wanted) -> tuple[list[Report], list[Report]]:
    """Return the reports of these names, and of all where there are none those left out for want of a value.

    Raises ConfigurationError with everything that is wrong: names, files, parameters nobody binds or takes.
    """
    reports = read_reports(asked.own_reports).named(names)
    unbound = [report for report in reports if report.unbound(asked.values)]
    problems = [
        f"{report.file}: the parameter {name} has no value; give it with --param {name}=VALUE, or give it a "
        f"default in the line `-- Parameters:`."
        for report in unbound
        for name in report.unbound(asked.values)
    ]
    problems = [*(problems if names else ()), *_of_span(asked), *_taken_by_none(reports, asked)]
    if problems:
        raise ConfigurationError(problems)
    return [report for report in reports if report not in unbound], unbound


def _of_span(asked: Wanted) -> list[str]:
    return [
        f"--param {name}={asked.values[name]} binds nothing: the span is given by --since and --until."
        for name in SPAN
        if name in asked.values
    ]


def _taken_by_none(reports: Sequence[Report], asked: Wanted) -> list[str]:
    taken = {parameter.name for report in reports for parameter in report.parameters}
    given = {name: f"--{name}" for name in SPAN if getattr(asked, name) is not None}
    given |= {name: f"--param {name}=" for name in asked.values}
    return [
        f"{option} is a parameter of none of the reports {', '.join(report.name for report in reports)}: "
        "leave it out, or see `parallax export --list`."
        for name, option in given.items()
        if name not in taken
    ]


def export(
    published: Path, names: Sequence[str], out: Path, wanted: Wanted | None = None
) -> list[ExportedFile]:
    """Write the named reports (all of them where `names` is empty) into `out`, and what they are beside them.

    CSV in UTF-8, RFC 4180, times in ISO 8601 with zone, text cells that a spreadsheet would run as a
    formula defused with an apostrophe; Parquet; or Excel's. The same data gives the same bytes.
    `manifest.json` has of each file its rows, bytes and SHA-256, and the span, run and method versions.
    Nothing takes its place before all is written. Raises ConfigurationError for names that are none and
    for reports that do not say what they are, PermanentError where a report cannot be run.
    """
    asked = wanted or Wanted()
    reports, _ = reports_wanted(names, asked)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".export-", dir=out) as folder, open_reader(published) as connection:
        made = [_export_one(connection, report, Path(folder), asked) for report in reports]
        bound = {"since": asked.since, "until": asked.until, **asked.values}
        write_manifest(connection, made, bound, Path(folder) / MANIFEST)
        files = [replace(file, path=_settle(file.path, out)) for file in made]
        _settle(Path(folder) / MANIFEST, out)
    return files


def _export_one(
    connection: duckdb.DuckDBPyConnection, report: Report, folder: Path, asked: Wanted
) -> ExportedFile:
    path = folder / f"{report.name}.{asked.form}"
    bound = report.bound(asked.since, asked.until, asked.values)
    try:
        with explained(path):
            connection.execute(f"CREATE OR REPLACE TEMP TABLE report AS {report.text}", bound or None)
            _require_columns(report, connection.table("report").columns)
            count = write_form(connection, report.name, path, asked.form, with_bom=asked.with_bom)
    except duckdb.Error as error:
        raise PermanentError(
            f"The report {report.name} cannot be run ({_first_line(error)}): where it is of Parallax, "
            f"`parallax run` brings the warehouse to this version; where it is your own, mend {report.file}."
        ) from error
    return ExportedFile(name=report.name, path=path, row_count=count)


def _first_line(error: duckdb.Error) -> str:
    return str(error).split("\n", 1)[0]


def _require_columns(report: Report, columns: Sequence[str]) -> None:
    if tuple(columns) != report.columns:
        given = f"`-- Columns: {', '.join(columns)}`"
        raise ConfigurationError(
            [f"{report.file}: its header names other columns than its SQL gives; write {given}."]
        )


def _settle(path: Path, out: Path) -> Path:
    """Bring a finished file to its place, safe from a loss of power."""
    sync(path)
    return path.replace(out / path.name)
