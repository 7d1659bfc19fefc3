"""Erase articles and outlets for good: out of warehouse and archive, and never taken in again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from model import ConfigurationError, PermanentError
from pipeline.catalog.reading import read_catalog
from pipeline.handoff import RunFolder
from pipeline.keeping.erasing import Finished, finish_erasing, take_out
from pipeline.keeping.recovery import recover
from pipeline.keeping.traces import Wanted as Targets
from pipeline.running import progress
from pipeline.settings import Settings
from transforms.urls import is_home_page, normalise_url
from warehouse import Connection, open_writer
from warehouse.database import publishing
from warehouse.keeping import traces
from warehouse.keeping.blocklist_store import blocklist_of
from warehouse.reports.exporting import ExportOptions, select_reports, write_reports
from warehouse.reports.manifest import MANIFEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased: rows by table, archive files rewritten, and what stays as it is.

    `foreign_files` are archive files of the user's own that hold some of it, `other_files` what lies among
    the reports and is none.
    """

    article_count: int
    url_count: int
    outlets: Sequence[str]
    counts: dict[str, int]
    finished: Finished
    foreign_files: Sequence[str]
    other_files: Sequence[str]


def erase(settings: Settings, given: Sequence[str], note: str | None, now: datetime) -> Erased:
    """Erase what is given: URLs or ids of articles, ids of outlets; publish, and write the reports anew.

    Erasing again removes what came of it since. Raises ConfigurationError that lists everything which is
    neither; what stops it later, the next run goes on with.
    """
    recover(settings, RunFolder(settings.path_in_data("runs", "none")), None, now)
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        wanted = _wanted(settings, connection, given)
        found, counts, events = take_out(settings, connection, wanted, note, now)
    finished = finish_erasing(settings, now, events)
    publishing.publish(paths)
    other_files = _write_reports_again(settings)
    return Erased(
        article_count=len(found.deletion.article_ids),
        url_count=sum(kind == "url" for kind, _ in found.deletion.keys),
        outlets=wanted.outlets,
        counts=counts,
        finished=finished,
        foreign_files=found.foreign_files,
        other_files=other_files,
    )


def _write_reports_again(settings: Settings) -> list[str]:
    """Write the data folder's reports again, in the forms they are there; return what else lies there."""
    out, written = settings.path_in_data("exports"), {settings.path_in_data("exports", MANIFEST)}
    for form in ("xlsx", "parquet", "csv"):
        options = ExportOptions(file_format=form, own_reports=settings.own_reports)
        try:
            known = {report.name for report in select_reports([], options).reports}
            names = sorted(path.stem for path in out.glob(f"*.{form}") if path.stem in known)
            if names:
                selection = select_reports(names, options)
                written |= {file.path for file in write_reports(settings.published, selection, out)}
        except PermanentError as error:
            progress.warn(f"erase: the reports as {form} could not be written again. {error}")
    return sorted(str(path) for path in out.rglob("*") if path.is_file() and path not in written)


def _wanted(settings: Settings, connection: Connection, given: Sequence[str]) -> Targets:
    known = {
        *traces.outlets(connection),
        *blocklist_of(connection).outlets,
        *_catalog(settings.catalog),
    }
    urls, article_ids, outlets, problems = [], [], [], []
    for one in given:
        normal = normalise_url(one)
        if one in known:
            outlets.append(one)
        elif normal and is_home_page(normal):
            problems.append(f"{one} is a front page: to erase an outlet, give its id.")
        elif normal:
            urls.append(normal)
        elif _is_id(one):
            article_ids.append(str(UUID(one)))
        else:
            problems.append(
                f"{one} is no URL (http or https), no id of an article and no outlet: `parallax feeds list` "
                "has the outlets."
            )
    if problems:
        raise ConfigurationError(problems)
    return Targets(urls=tuple(urls), article_ids=tuple(article_ids), outlets=tuple(outlets))


def _catalog(path: Path) -> list[str]:
    return [outlet.outlet_id for outlet in read_catalog(path)] if path.exists() else []


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
