"""`parallax export`: named reports as files."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from pipeline.commands.argument_types import require_span
from pipeline.settings import Settings
from reports.tables import visible
from warehouse.reports.as_of import as_of
from warehouse.reports.definition import Report, read_reports
from warehouse.reports.exporting import ExportOptions, select_reports, write_reports


def export(
    settings: Settings,
    names: Sequence[str],
    out: Path | None,
    options: ExportOptions,
    run_id: str | None = None,
) -> int:
    """Write the named reports, or all, and print each file with its row count.

    With `run_id` they are written from the warehouse as it was after that run.
    """
    require_span(options.since, options.until)
    selection = select_reports(names, replace(options, own_reports=settings.own_reports))
    published = settings.published
    with nullcontext(published) if run_id is None else as_of(published, run_id) as warehouse:
        files = write_reports(warehouse, selection, out or settings.path_in_data("exports"))
    for file in files:
        print(f"{file.path}  {file.row_count} {'row' if file.row_count == 1 else 'rows'}")  # noqa: T201
    for report in selection.left_out:
        missing = " ".join(f"--param {name}=VALUE" for name in report.unbound(options.values))
        sys.stderr.write(f"parallax: {report.name} is left out: it needs {missing}.\n")
    return 0


def list_reports(settings: Settings, names: Sequence[str]) -> int:
    """Print each report with its columns and parameters; raises ConfigurationError for files with errors."""
    reports = read_reports(settings.own_reports)
    for name in sorted(reports.known):
        if not names or name in names:
            print(visible(_described(reports.known[name])))  # noqa: T201
    reports.named(names)
    return 0


def _described(report: Report) -> str:
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
