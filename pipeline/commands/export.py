"""`parallax export`: named reports as files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from model import ConfigurationError
from pipeline.settings import Settings
from warehouse.exporting import Wanted
from warehouse.exporting import export as export_reports


def export(settings: Settings, names: Sequence[str], out: Path | None, wanted: Wanted) -> int:
    """Write the named reports, or all, and print each file with its rows."""
    if wanted.since is not None and wanted.until is not None and wanted.since >= wanted.until:
        raise ConfigurationError(["--since must be before --until, which is exclusive."])
    folder = out or settings.path_in_data("exports")
    asked = replace(wanted, own_reports=settings.own_reports)
    for file in export_reports(settings.published, names, folder, asked):
        print(f"{file.path}  {file.row_count} {'row' if file.row_count == 1 else 'rows'}")  # noqa: T201
    return 0
