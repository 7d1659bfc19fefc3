"""Erase articles and outlets for good: remove them from warehouse and archive, and block their return."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from model import ConfigurationError, PermanentError
from pipeline.catalog.reading import read_catalog_if_any
from pipeline.handoff import RunFolder
from pipeline.keeping.erasure_completion import Completion, complete_erasure, delete_targets
from pipeline.keeping.erasure_scope import ErasureTargets
from pipeline.keeping.recovery import recover
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
    """What was erased, by table, the archive files that were rewritten, and the files that stay as they are.

    `foreign_files` are the user's own archive files that hold erased pages; `other_files` lie among the
    reports without being reports.
    """

    article_count: int
    url_count: int
    outlets: Sequence[str]
    counts: dict[str, int]
    finished: Completion
    foreign_files: Sequence[str]
    other_files: Sequence[str]


def erase(settings: Settings, given: Sequence[str], note: str | None, now: datetime) -> Erased:
    """Erase articles, by URL or id, and outlets, by id; then publish and rewrite the reports.

    Erasing the same again removes what has come in since. Raises ConfigurationError that lists everything in
    `given` which is neither; after that, the next run completes an erasure that was interrupted.
    """
    recover(settings, RunFolder(settings.path_in_data("runs", "none")), None, now)
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        wanted = _wanted(settings, connection, given)
        found, counts, events = delete_targets(settings, connection, wanted, note, now)
    finished = complete_erasure(settings, now, events)
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
    """Rewrite the reports in the data folder, in the formats that are there; return the other files there."""
    out, written = settings.path_in_data("exports"), {settings.path_in_data("exports", MANIFEST)}
    for file_format in ("xlsx", "parquet", "csv"):
        options = ExportOptions(file_format=file_format, own_reports=settings.own_reports)
        try:
            known = {report.name for report in select_reports([], options).reports}
            names = sorted(path.stem for path in out.glob(f"*.{file_format}") if path.stem in known)
            if names:
                selection = select_reports(names, options)
                written |= {file.path for file in write_reports(settings.published, selection, out)}
        except PermanentError as error:
            progress.warn(f"erase: the reports as {file_format} could not be written again. {error}")
    return sorted(str(path) for path in out.rglob("*") if path.is_file() and path not in written)


def _wanted(settings: Settings, connection: Connection, given: Sequence[str]) -> ErasureTargets:
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
                f"{one} is not a URL (http or https), the id of an article or the id of an outlet: "
                "`parallax feeds list` lists the outlets."
            )
    if problems:
        raise ConfigurationError(problems)
    return ErasureTargets(urls=tuple(urls), article_ids=tuple(article_ids), outlets=tuple(outlets))


def _catalog(path: Path) -> list[str]:
    return [outlet.outlet_id for outlet in read_catalog_if_any(path)]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
