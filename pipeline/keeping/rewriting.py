"""Write the reports in the data folder again, in the formats that are there."""

from collections.abc import Sequence
from pathlib import Path

from model import ParallaxError
from pipeline.running import progress
from pipeline.settings import Settings
from warehouse.reports.exporting import ExportOptions, select_reports, write_reports
from warehouse.reports.formats import FILE_FORMATS
from warehouse.reports.report_book import REPORT_BOOK, write_report_book


def write_reports_again(settings: Settings) -> None:
    """Write them from the writer's file; one that cannot be written stays, with a warning."""
    out = settings.path_in_data("exports")
    # The manifest is of the format that is written last: that of runs.
    for file_format in sorted(FILE_FORMATS, key=lambda name: name == "csv"):
        options = ExportOptions(file_format=file_format, own_reports=settings.own_reports)
        names = _written_before(out, options)
        if names and not _write(settings, names, options, out):
            for name in names:
                _write(settings, [name], options, out)
    if (out / REPORT_BOOK).exists():
        _write_book(settings, out / REPORT_BOOK)


def _written_before(out: Path, options: ExportOptions) -> list[str]:
    """Return the reports that are there and need no value that somebody gave then."""
    try:
        known = {report.name for report in select_reports([], options).reports}
    except ParallaxError as error:
        progress.warn(f"erase: the reports as {options.file_format} could not be written again. {error}")
        return []
    return sorted(path.stem for path in out.glob(f"*.{options.file_format}") if path.stem in known)


def _write_book(settings: Settings, path: Path) -> None:
    try:
        options = ExportOptions(own_reports=settings.own_reports)
        write_report_book(settings.writer, select_reports([], options), path)
    except ParallaxError as error:
        progress.warn(f"erase: {path.name} could not be written again. {error}")


def _write(settings: Settings, names: Sequence[str], options: ExportOptions, out: Path) -> bool:
    try:
        write_reports(settings.writer, select_reports(names, options), out)
    except ParallaxError as error:
        if len(names) == 1:
            progress.warn(f"erase: {names[0]}.{options.file_format} could not be written again. {error}")
        return False
    return True
