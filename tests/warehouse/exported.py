"""Reports chosen and written in one call."""

from collections.abc import Sequence
from pathlib import Path

from warehouse.reports.exporting import ExportOptions, select_reports, write_reports
from warehouse.reports.manifest import ExportedFile


def export(
    published: Path, names: Sequence[str], out: Path, options: ExportOptions | None = None
) -> list[ExportedFile]:
    """Write the named reports, all where there are no names; return the files."""
    return write_reports(published, select_reports(names, options or ExportOptions()), out)
