"""`parallax export`: named reports as files."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from model import ConfigurationError
from pipeline.settings import Settings
from warehouse.asof import as_of
from warehouse.exporting import Wanted
from warehouse.exporting import export as export_reports


def export(
    settings: Settings, names: Sequence[str], out: Path | None, wanted: Wanted, run_id: str | None = None
) -> int:
    """Write the named reports, or all, and print each file with its rows; as of a run where one is given."""
    if wanted.since is not None and wanted.until is not None and wanted.since >= wanted.until:
        raise ConfigurationError(["--since must be before --until, which is exclusive."])
    folder = out or settings.path_in_data("exports")
    asked = replace(wanted, own_reports=settings.own_reports)
    with as_of(settings.published, run_id) if run_id else nullcontext(settings.published) as warehouse:
        files = export_reports(warehouse, names, folder, asked)
    for file in files:
        print(f"{file.path}  {file.row_count} {'row' if file.row_count == 1 else 'rows'}")  # noqa: T201
    return 0
