"""Export: every named report as a CSV file."""

from pipeline import progress
from pipeline.settings import Settings
from warehouse.exporting import Wanted
from warehouse.exporting import export as export_reports


def export(settings: Settings) -> list[str]:
    """Write every report into the data folder's `exports`; return the files."""
    out = settings.path_in_data("exports")
    files = export_reports(settings.published, [], out, Wanted(own_reports=settings.own_reports))
    progress.say(f"export: {len(files)} reports in {out}")
    return [str(file.path) for file in files]
