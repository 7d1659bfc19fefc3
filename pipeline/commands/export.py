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
from warehouse.reports.exporting import Wanted, reports_wanted
from warehouse.reports.exporting import export as export_reports


def export(
    settings: Settings, names: Sequence[str], out: Path | None, wanted: Wanted, run_id: str | None = None
) -> int:
    """Write the named reports, or all, and print each file with its rows; as of a run where one is given."""
    require_span(wanted.since, wanted.until)
    folder = out or settings.path_in_data("exports")
    asked = replace(wanted, own_reports=settings.own_reports)
    _, left_out = reports_wanted(names, asked)
    published = settings.published
    with nullcontext(published) if run_id is None else as_of(published, run_id) as warehouse:
        files = export_reports(warehouse, names, folder, asked)
    for file in files:
        print(f"{file.path}  {file.row_count} {'row' if file.row_count == 1 else 'rows'}")  # noqa: T201
    for report in left_out:
        missing = " ".join(f"--param {name}=VALUE" for name in report.unbound(asked.values))
        sys.stderr.write(f"parallax: {report.name} is left out: it needs {missing}.\n")
    return 0


def list_reports(settings: Settings, names: Sequence[str]) -> int:
    """Print what each report is, has and takes; raises ConfigurationError at last for files that are none."""
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
