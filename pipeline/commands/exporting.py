"""`parallax export`: named reports as files."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model import ConfigurationError
from model.counting import counted
from pipeline.commands.arguments import assignment, format_option, require_span, span_options
from pipeline.commands.dialogue import say, warn
from pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from warehouse.reports.definition import Report
    from warehouse.reports.exporting import ExportOptions


@click.command("export")
@click.argument("names", nargs=-1, metavar="[NAME ...]")
@click.option(
    "--out", type=Path, metavar="DIR", help="Write into this folder (default: exports/ in the data folder)."
)
@span_options("rows dated")
@format_option("csv", "parquet", "xlsx")
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
    "run_id",
    metavar="RUN",
    help="Report the warehouse as it was when the run with this id was published.",
)
@click.option("--bom", "with_bom", is_flag=True, help="Begin CSV files with a byte order mark, for Excel.")
def export(  # noqa: PLR0913 - one parameter per option
    *,
    names: tuple[str, ...],
    out: Path | None,
    since: datetime | None,
    until: datetime | None,
    file_format: str,
    values: tuple[tuple[str, str], ...],
    is_list: bool,
    run_id: str | None,
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
    write_reports(settings, names, out, options, run_id)


def write_reports(
    settings: Settings,
    names: Sequence[str],
    out: Path | None,
    options: "ExportOptions",
    run_id: str | None = None,
) -> None:
    """Write the named reports, or all, and print each file and its row count; `run_id` is for --as-of."""
    from pipeline.running.leftovers import sweep
    from pipeline.running.private import private
    from pipeline.staging.readable import readable
    from warehouse.database.connection import require
    from warehouse.reports import exporting
    from warehouse.reports.as_of import as_of

    require_span(options.since, options.until)
    if out is not None and out.exists() and not out.is_dir():
        raise ConfigurationError([f"--out {out} is a file: name a folder."])
    selection = exporting.select_reports(names, replace(options, own_reports=settings.own_reports))
    published, folder = readable(settings), out or settings.path_in_data("exports")
    require(published)
    with (
        private(settings.data) if out is None else nullcontext(),
        nullcontext(published) if run_id is None else as_of(published, run_id) as warehouse,
    ):
        sweep(settings, folder)
        files = exporting.write_reports(warehouse, selection, folder)
    for file in files:
        say(f"{file.path}  {counted(file.row_count, 'row')}")
    for report in selection.left_out:
        missing = " ".join(f"--param {name}=VALUE" for name in report.unbound(options.values))
        warn(f"{report.name} is left out: it needs {missing}.")


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
