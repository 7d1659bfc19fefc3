"""Export: every named report as a CSV file."""

from pipeline import progress
from pipeline.settings import Settings
from warehouse.exporting import Wanted, reports_wanted
from warehouse.exporting import export as export_reports


def export(settings: Settings) -> list[str]:
    """Write every report that needs no value into the data folder's `exports`; return the files."""
    out, wanted = settings.path_in_data("exports"), Wanted(own_reports=settings.own_reports)
    _, left_out = reports_wanted([], wanted)
    files = export_reports(settings.published, [], out, wanted)
    progress.say(f"export: {len(files)} reports in {out}")
    for report in left_out:
        progress.warn(f"export: {report.name} is left out: it needs {', '.join(report.unbound({}))}")
    return [str(file.path) for file in files]
