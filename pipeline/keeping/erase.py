"""Erase articles and outlets for good: remove them from warehouse and archive, and block their return."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from model import ConfigurationError
from pipeline.catalog.reading import read_catalog_if_any
from pipeline.handoff import RunFolder
from pipeline.keeping.erasure_completion import Completion, complete_erasure, delete_targets
from pipeline.keeping.erasure_scope import ErasurePreview, ErasureTargets, preview_of
from pipeline.keeping.lake import commit_to_lake
from pipeline.keeping.recovery import recover
from pipeline.settings import Settings
from pipeline.staging.published import publish, require_writer_here
from pipeline.staging.readable import readable
from transforms.urls import is_home_page, normalise_url
from warehouse import Connection, open_reader, open_writer
from warehouse.keeping import traces
from warehouse.keeping.blocklist_store import blocklist_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased, by table, the archive files that were rewritten, and the files that stay as they are.

    `foreign_files` are the user's own archive files that hold erased pages; `finished.held` the files in the
    data folder that Parallax does not rewrite and that hold something of it: it is not finished with them.
    """

    article_count: int
    url_count: int
    outlets: Sequence[str]
    counts: dict[str, int]
    finished: Completion
    foreign_files: Sequence[str]


def preview(settings: Settings, given: Sequence[str]) -> ErasurePreview:
    """Return what `erase` would remove, from the published copy; nothing where there is none yet.

    Raises ConfigurationError that lists everything in `given` which is no article and no outlet.
    """
    published = readable(settings)
    if not published.exists():
        return ErasurePreview()
    with open_reader(published) as connection:
        return preview_of(connection, _wanted(settings, connection, given))


def erase(settings: Settings, given: Sequence[str], note: str | None, now: datetime) -> Erased:
    """Erase articles, by URL or id, and outlets, by id; then rewrite the reports and publish.

    Erasing the same again removes what has come in since. Raises ConfigurationError that lists everything in
    `given` which is neither; after that, the next run completes an erasure that was interrupted.
    """
    require_writer_here(settings)
    recover(settings, RunFolder(settings.path_in_data("runs", "none")), None, now)
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        wanted = _wanted(settings, connection, given)
        found, counts, events = delete_targets(settings, connection, wanted, note, now)
    finished = complete_erasure(settings, now, events)
    publish(settings)
    commit_to_lake(settings, now)
    return Erased(
        article_count=len(found.deletion.article_ids),
        url_count=sum(kind == "url" for kind, _ in found.deletion.keys),
        outlets=wanted.outlets,
        counts=counts,
        finished=finished,
        foreign_files=found.foreign_files,
    )


def _wanted(settings: Settings, connection: Connection, given: Sequence[str]) -> ErasureTargets:
    known = {
        *traces.outlets(connection),
        *blocklist_of(connection).outlets,
        *_catalog(settings.catalog),
    }
    urls: list[str] = []
    article_ids, outlets, problems = [], [], []
    for one in given:
        normal = normalise_url(one)
        if one in known:
            outlets.append(one)
        elif normal and is_home_page(normal):
            problems.append(f"{one} is a front page: to erase an outlet, give its id.")
        elif normal:
            # An article of an earlier version may have trackers in its URL that are left out today.
            urls += dict.fromkeys((normal, one.strip()))
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
