"""Export: every named report as a CSV file."""

from datetime import timedelta
from pathlib import Path

from model.counting import counted
from pipeline.running import progress
from pipeline.settings import Settings
from pipeline.staging.readable import readable
from warehouse import open_reader
from warehouse.reports.exporting import ExportOptions, select_reports, write_reports
from warehouse.reports.manifest import Basis, basis_of, written_basis

# Up to this many articles every run writes the reports, which takes a second.
_SMALL_COUNT = 50_000
_GROWN_SHARE = 0.02
_LONGEST = timedelta(days=1)


def export(settings: Settings) -> list[str]:
    """Write every report that needs no parameter into the data folder's `exports`; return the files.

    The reports of a large warehouse are not rewritten while it has grown little since they were written.
    """
    out, options = settings.path_in_data("exports"), ExportOptions(own_reports=settings.own_reports)
    selection = select_reports([], options)
    names = [f"{report.name}.{options.file_format}" for report in selection.reports]
    written = written_basis(out, names)
    # Otherwise a store that is away would make the reports of the run before, without a word.
    published = readable(settings, must_be_newest=True)
    with open_reader(published) as connection:
        now = basis_of(connection)
    if written and is_recent(written, now):
        _report_unchanged(written, now, out)
        return [str(out / name) for name in names]
    files = write_reports(published, selection, out)
    progress.say(f"export: {counted(len(files), 'report')} in {out}")
    for report in selection.left_out:
        progress.warn(f"export: {report.name} is left out: it needs {', '.join(report.unbound({}))}")
    return [str(file.path) for file in files]


def is_recent(written: Basis, now: Basis) -> bool:
    """Say whether the reports may stay: the warehouse is large, has hardly grown, and a day has not passed.

    Rewriting them at every run would cost more than everything else in the run.
    """
    if now.article_count <= _SMALL_COUNT or not written.finished_at or not now.finished_at:
        return False
    growth = now.article_count - written.article_count
    # Reports of a run that a wrong clock dated later are not recent.
    age = now.finished_at - written.finished_at
    return 0 <= growth < _GROWN_SHARE * now.article_count and timedelta(0) <= age < _LONGEST


def _report_unchanged(written: Basis, now: Basis, out: Path) -> None:
    progress.say(
        f"export: the reports in {out} stay as they are, {now.article_count - written.article_count:,} of "
        f"{now.article_count:,} articles behind; `parallax export` writes them now"
    )
