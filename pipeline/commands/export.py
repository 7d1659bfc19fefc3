"""`parallax export`: named reports as CSV files."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from model import ConfigurationError
from pipeline.settings import Settings
from warehouse.exporting import export as export_reports


def export(
    settings: Settings,
    names: Sequence[str],
    out: Path | None,
    since: datetime | None,
    until: datetime | None,
) -> int:
    """Write the named reports, or all, and print each file with its rows."""
    if since is not None and until is not None and since >= until:
        raise ConfigurationError(["--since must be before --until, which is exclusive."])
    folder = out or settings.path_in_data("exports")
    for file in export_reports(settings.published, names, folder, since, until):
        print(f"{file.path}  {file.row_count} {'row' if file.row_count == 1 else 'rows'}")  # noqa: T201
    return 0
