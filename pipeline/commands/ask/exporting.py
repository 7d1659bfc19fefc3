"""`parallax export`: named reports as files, or as one workbook."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model import ConfigurationError
from model.counting import counted
from pipeline.commands.arguments import (
    assignment,
    desk_zone,
    format_option,
    moment_text,
    moment_within,
    require_span,
    span_options,
)
from pipeline.commands.dialogue import say, warn
from pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from warehouse.reports.definition import Report
    from warehouse.reports.exporting import ExportOptions, Selection


@click.command("export")
@click.argument("names", nargs=-1, metavar="[NAME ...]")
@click.option(
    "--out", type=Path, metavar="DIR", help="Write into this folder (default: exports/ in the data folder)."
)
@span_options("rows dated")
@format_option("csv", "parquet", "xlsx")
@click.option(
    "--workbook",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Write all reports into one Excel file, which begins with a sheet about the others (FILE: by "
    "default parallax.xlsx in the folder of --out).",
)
@click.option(
    "--param",
    "values",
    multiple=True,
    type=assignment,
    metavar="NAME=VALUE",
    help="Set a parameter of a report. Can be repeated.",
)
@click.option(
    "--list", "is_list", is_flag=True, help="Show each report's title, columns and parameters instead."
)
@click.option(
    "--as-of",
    "as_of",
    metavar="WHEN",
    help="Report the warehouse as it was when a run was published: the run with this id, the last one by a "
    "time or by the end of a day, week or month, or `latest`.",
)
@click.option("--bom", "with_bom", is_flag=True, help="Begin CSV files with a byte order mark, for Excel.")
def export(  # noqa: PLR0913 - one parameter per option
    *,
    names: tuple[str, ...],
    out: Path | None,
    since: datetime | None,
    until: datetime | None,
    file_format: str,
    workbook: str | None,
    values: tuple[tuple[str, str], ...],
    is_list: bool,
    as_of: str | None,
    with_bom: bool,
) -> None:
    """Write reports as CSV, Parquet or Excel files.

    Writes the reports called NAME, or all. Your own reports, .sql files in the folder reports/ beside the
    catalog, count among them.
    """
    from warehouse.reports.exporting import ExportOptions

    settings = read_settings()
    if is_list:
        _list_reports(settings, names)
        return
    options = ExportOptions(
        since=since, until=until, file_format=file_format, with_bom=with_bom, values=dict(values)
    )
    if workbook is None:
        write_reports(settings, names, out, options, as_of)
    else:
        path = _book_path(settings, out, workbook, file_format)
        write_book(settings, names, path, options, as_of)


def write_reports(
    settings: Settings,
    names: Sequence[str],
    out: Path | None,
    options: "ExportOptions",
    as_of: str | None = None,
) -> None:
    """Write the named reports, or all, and print each file and its row count."""
    from warehouse.reports import exporting

    folder = out or settings.path_in_data("exports")
    with _selected(settings, names, folder, options, as_of) as (warehouse, selection):
        files = exporting.write_reports(warehouse, selection, folder)
        for file in files:
            say(f"{file.path}  {counted(file.row_count, 'row')}")
        counts = {file.name: file.row_count for file in files}
        _warn(_of_empty_spans(warehouse, selection, counts))


def write_book(
    settings: Settings, names: Sequence[str], path: Path, options: "ExportOptions", as_of: str | None = None
) -> None:
    """Write the named reports, or all, as one workbook, and print each sheet and its row count."""
    from warehouse.reports.report_book import write_report_book

    with _selected(settings, names, path.parent, options, as_of) as (warehouse, selection):
        sheets = write_report_book(warehouse, selection, path)
        for sheet in sheets:
            say(f"{path}  {sheet.sheet}  {counted(sheet.row_count, 'row')}")
        _warn(
            f"{sheet.name} has more rows than a sheet of Excel: export it as csv or parquet to have all."
            for sheet in sheets
            if sheet.is_cut
        )
        counts = {sheet.name: sheet.row_count for sheet in sheets}
        _warn(_of_empty_spans(warehouse, selection, counts))


def _warn(lines: Iterable[str]) -> None:
    for line in lines:
        warn(line)


def _book_path(settings: Settings, out: Path | None, named: str, file_format: str) -> Path:
    """Return the path of the workbook; raises ConfigurationError where the options contradict each other."""
    from warehouse.reports.report_book import REPORT_BOOK

    source = click.get_current_context().get_parameter_source("file_format")
    is_given = source is click.core.ParameterSource.COMMANDLINE
    problems = []
    if is_given and file_format != "xlsx":
        problems.append("--workbook writes an Excel file: leave out --format, or give --format xlsx.")
    if named and out is not None:
        problems.append("--out and --workbook FILE name two places: leave one out.")
    if named and Path(named).suffix != ".xlsx":
        problems.append(
            f"--workbook {named}: name a file that ends in .xlsx; names of reports go before --workbook."
        )
    if named and Path(named).is_dir():
        problems.append(f"--workbook {named} is a folder: name a file.")
    if problems:
        raise ConfigurationError(problems)
    return Path(named) if named else (out or settings.path_in_data("exports")) / REPORT_BOOK


@contextmanager
def _selected(
    settings: Settings, names: Sequence[str], folder: Path, options: "ExportOptions", as_of: str | None
) -> "Iterator[tuple[Path, Selection]]":
    """Yield the warehouse to report and the reports, ready to be written to a folder; name those left out.

    Nothing is made where the options are wrong or there is no warehouse.
    """
    from pipeline.running.leftovers import sweep
    from pipeline.running.private import private
    from pipeline.staging.readable import readable
    from warehouse.database.connection import require
    from warehouse.reports import exporting

    require_span(options.since, options.until)
    _require_folder(folder)
    selection = exporting.select_reports(names, replace(options, own_reports=settings.own_reports))
    published = readable(settings)
    require(published)
    is_ours = folder == settings.path_in_data("exports")
    with private(settings.data) if is_ours else nullcontext(), _at(published, as_of) as warehouse:
        sweep(settings, folder)
        yield warehouse, selection
    for report in selection.left_out:
        missing = " ".join(f"--param {name}=VALUE" for name in report.unbound(options.values))
        _warn([f"{report.name} is left out: it needs {missing}."])


def _require_folder(folder: Path) -> None:
    for path in (folder, *folder.parents):
        if path.exists() and not path.is_dir():
            raise ConfigurationError([f"--out {folder}: {path} is a file; name a folder."])


@contextmanager
def _at(published: Path, as_of: str | None) -> Iterator[Path]:
    """Yield the published warehouse, or a copy of it as it was when a run was published."""
    from warehouse.reports import as_of as past

    if as_of is None:
        yield published
        return
    run = past.find_run(published, as_of, moment_within(as_of))
    if run.run_id != as_of:
        _warn([f"--as-of {as_of} is the run {run}."])
    with past.as_of(published, run) as warehouse:
        yield warehouse


# What a report is dated by, as its columns say, and how its rows are dated.
_DATED_BY = {"week": "its weeks are dated on their Mondays", "day": "its days are dated at midnight"}


def _of_empty_spans(warehouse: Path, selection: "Selection", counts: dict[str, int]) -> Iterator[str]:
    """Say which reports have no rows only because the span cuts the day or week that has them."""
    from transforms.spans import whole_days, whole_weeks
    from warehouse.reports.exporting import has_rows

    widened = {"week": whole_weeks, "day": whole_days}
    options = selection.options
    for report in selection.reports:
        dated_by = next((column for column in _DATED_BY if column in report.columns), None)
        if counts[report.name] or dated_by is None:
            continue
        since, until = widened[dated_by](options.since, options.until, desk_zone())
        if (since, until) == (options.since, options.until):
            continue
        if has_rows(warehouse, report, replace(options, since=since, until=until)):
            yield (
                f"{report.name} has no rows, because {_DATED_BY[dated_by]} and the span cuts the {dated_by}: "
                f"give{_option('--since', since)}{_option('--until', until)} for the whole {dated_by}."
            )


def _option(name: str, moment: datetime | None) -> str:
    return f" {name} {moment_text(moment)}" if moment else ""


def _list_reports(settings: Settings, names: Sequence[str]) -> None:
    """Print what each report shows and takes; raises ConfigurationError at the end for unusable files."""
    from warehouse.reports.definition import read_reports

    reports = read_reports(settings.own_reports)
    for name in sorted(reports.known):
        if not names or name in names:
            say(_description(reports.known[name]))
    reports.named(names)


def _description(report: "Report") -> str:
    parameters = [
        parameter.name if parameter.default is None else f"{parameter.name} = {parameter.default}"
        for parameter in report.parameters
    ]
    lines = {
        "title": report.title,
        "grain": report.grain,
        "columns": ", ".join(report.columns),
        "parameters": ", ".join(parameters) or "none",
        "file": report.file,
    }
    return "\n".join([report.name, *(f"  {name:<10}  {text}" for name, text in lines.items()), ""])
