"""Backfill: import the pages of foreign WARC files, chunk by chunk, each chunk a run of its own.

A chunk is loaded in one transaction with the position reached in its file, so that an import that died
continues from there.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from extractors.archive.streaming import DamagedRecord, StreamedResponse, read_responses
from model import (
    ArchiveImport,
    Blocklist,
    Entry,
    Feed,
    FeedKind,
    Fetch,
    Outcome,
    Outlet,
    PermanentError,
    TargetKind,
)
from model.counting import counted
from model.limits import MAX_NAME_CHARS, WARC_DAMAGED_RECORDS_NAMED
from pipeline.catalog.reading import read_catalog_if_any
from pipeline.handoff import (
    ENTRIES,
    ERASED,
    FEEDS_NOT_DUE,
    FETCH_REJECTIONS,
    FETCHED_PAGES,
    IMPORTS,
    OUTLETS,
    PAGE_FETCHES,
    PAGE_HOSTS,
    FetchedPage,
    PageTask,
    RunFolder,
    RunKind,
    new_run_id,
)
from pipeline.keeping.recovery import recover
from pipeline.running import progress
from pipeline.settings import Settings
from pipeline.steps.embed import embed
from pipeline.steps.group_copies import group_copies
from pipeline.steps.group_events import group_events
from pipeline.steps.load import load
from pipeline.steps.read import is_html, read
from transforms.blocklist import is_barred
from transforms.dates.reading import can_be_true
from transforms.outlets import OutletDirectory
from transforms.text import clean_line
from transforms.urls import digest_id, host_of, normalise_url
from warehouse import open_writer
from warehouse.keeping.blocklist_store import blocklist
from warehouse.steps.loading import find_import

PAGES_A_CHUNK = 1_000
_OK = 200
_ONLY_BATCH = "00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Pages of one file that are loaded together, and the position in the file after them."""

    pages: list[FetchedPage]
    outlets: list[Outlet]
    progress: ArchiveImport
    skipped: Counter[str] = field(default_factory=Counter)


def backfill(settings: Settings, files: list[str], now: datetime, *, catalog_only: bool) -> str:
    """Import foreign WARC files; return the folder of the last run.

    With `catalog_only`, pages of outlets that the catalog does not have are skipped. Raises PermanentError
    where a file was replaced by a shorter one after part of it was read.
    """
    folder = RunFolder(settings.run_path(new_run_id(now)))
    recover(settings, folder, RunKind.BACKFILL, now)
    directory = OutletDirectory(read_catalog_if_any(settings.catalog))
    erased = blocklist(settings.published)
    number = 0
    for file in files:
        for chunk in _chunks(settings, Path(file), directory, erased, now, catalog_only=catalog_only):
            number += 1
            started_at = now + timedelta(microseconds=number)
            if folder.path.exists():
                shutil.rmtree(folder.path)
            folder = RunFolder(settings.run_path(new_run_id(started_at)))
            _load_chunk(settings, folder, started_at, chunk, directory, erased)
    if number == 0:
        # An import that died after its last load has left articles that are in no group yet.
        folder.begin(RunKind.BACKFILL, now)
        _relate(settings, str(folder.path), now)
    return str(folder.path)


def _load_chunk(
    settings: Settings,
    folder: RunFolder,
    started_at: datetime,
    chunk: Chunk,
    directory: OutletDirectory,
    erased: Blocklist,
) -> None:
    pages = [
        replace(page, fetch=replace(page.fetch, run_id=folder.run_id, fetch_id=_fetch_id(page)))
        for page in chunk.pages
    ]
    feeds = {outlet.outlet_id: _feed(outlet) for outlet in chunk.outlets}
    folder.begin(RunKind.BACKFILL, started_at)
    OUTLETS.write(folder, [*chunk.outlets, *directory.agencies_but(feeds)])
    ERASED.write(folder, [erased])
    FEEDS_NOT_DUE.write(folder, feeds.values())
    IMPORTS.write(folder, [replace(chunk.progress, run_id=folder.run_id)])
    ENTRIES.write(folder, (page.task.entries[0] for page in pages))
    PAGE_FETCHES.write(folder, (page.fetch for page in pages), _ONLY_BATCH)
    PAGE_HOSTS.write(folder, (), _ONLY_BATCH)
    FETCH_REJECTIONS.write(folder, (), _ONLY_BATCH)
    fetched = str(FETCHED_PAGES.write(folder, pages, _ONLY_BATCH).parent)
    run = load(settings, polled=(), fetched=[fetched], read=[read(settings, fetched)])
    _relate(settings, run, started_at)
    done = chunk.progress
    skipped = ", ".join(f"{count} {why}" for why, count in sorted(chunk.skipped.items()))
    progress.say(
        f"backfill: {Path(done.file).name}: {counted(done.page_count, 'page')} so far, "
        f"{done.next_offset / max(done.file_bytes, 1):.0%} of the file"
        + (f"; skipped {skipped}" if skipped else "")
    )


def _relate(settings: Settings, run: str, now: datetime) -> None:
    embedded = [embed(settings, batch) for batch in group_copies(settings, run, now)]
    group_events(settings, embedded, now)


def _chunks(
    settings: Settings,
    path: Path,
    directory: OutletDirectory,
    erased: Blocklist,
    now: datetime,
    *,
    catalog_only: bool,
) -> Iterator[Chunk]:
    done = _progress(settings, path)
    if done.next_offset >= done.file_bytes:
        progress.say(f"backfill: {path.name}: all of its {done.page_count} pages are imported already")
        return
    pages: dict[str, FetchedPage] = {}
    outlets: dict[str, Outlet] = {}
    skipped: Counter[str] = Counter()
    next_offset = done.next_offset
    damage = _Damage(path)
    for response in read_responses(path, done.next_offset, damage.note):
        next_offset = response.next_offset
        why = _why_unusable(response, pages, now) or _why_unwanted(
            response.url, directory.known(response.url), erased, catalog_only=catalog_only
        )
        if why:
            skipped[why] += 1
            continue
        outlet = directory.found_or_made(response.url)
        outlets[outlet.outlet_id] = outlet
        page = _page(path, response, outlet)
        pages[page.task.url] = page
        if len(pages) >= PAGES_A_CHUNK:
            done = replace(done, next_offset=next_offset, page_count=done.page_count + len(pages))
            yield Chunk(pages=[*pages.values()], outlets=[*outlets.values()], progress=done, skipped=skipped)
            pages, outlets, skipped = {}, {}, Counter()
    damage.report()
    done = replace(done, next_offset=done.file_bytes, page_count=done.page_count + len(pages))
    yield Chunk(pages=[*pages.values()], outlets=[*outlets.values()], progress=done, skipped=skipped)


class _Damage:
    """Reports the damaged records of one file: the first few one by one, the others as a count."""

    def __init__(self, path: Path) -> None:
        self._path, self._count = path, 0

    def note(self, record: DamagedRecord) -> None:
        self._count += 1
        if self._count <= WARC_DAMAGED_RECORDS_NAMED:
            where = f"{self._path.name}: the record at byte {record.offset}"
            progress.warn(f"backfill: {where} is damaged and was skipped: {record.why}.")

    def report(self) -> None:
        """Say at the end of the file how many there were, where not all of them were named."""
        if self._count > WARC_DAMAGED_RECORDS_NAMED:
            progress.warn(f"backfill: {self._path.name}: {self._count:,} damaged records were skipped.")


def _progress(settings: Settings, path: Path) -> ArchiveImport:
    size = path.stat().st_size
    with open_writer(settings.warehouse_paths) as connection:
        done = find_import(connection, str(path))
    if done is None:
        return ArchiveImport(file=str(path), file_bytes=size)
    if size < done.next_offset:
        raise PermanentError(
            f"{path} has {size} bytes, but {done.next_offset} bytes of it were imported before: it was "
            "replaced. Give the new file another name."
        )
    return replace(done, file_bytes=size)


def _why_unusable(response: StreamedResponse, pages: dict[str, FetchedPage], now: datetime) -> str | None:
    normal = normalise_url(response.url)
    if response.status != _OK:
        return "with another status than 200"
    if not is_html(response.content_type):
        return "that are no HTML"
    if normal is None:
        return "with no usable URL"
    if normal in pages:
        return "that repeat a URL"
    # All that a page says of its time is weighed against when it was fetched.
    return None if can_be_true(response.requested_at, now) else "with a date that cannot be true"


def _why_unwanted(url: str, outlet: Outlet | None, erased: Blocklist, *, catalog_only: bool) -> str | None:
    if is_barred(erased, normalise_url(url), outlet.outlet_id if outlet else "", url):
        return "that were erased"
    if catalog_only and outlet is None:
        return "of outlets that are not in the catalog"
    return None


def _page(path: Path, response: StreamedResponse, outlet: Outlet) -> FetchedPage:
    normal = normalise_url(response.url) or response.url
    entry = Entry(
        feed_id=_feed(outlet).feed_id,
        entry_id=normal,
        outlet_id=outlet.outlet_id,
        url=response.url,
        article_url=normal,
        language=_feed(outlet).language,
        country=outlet.country,
        first_seen_at=response.requested_at,
        last_seen_at=response.requested_at,
        attempt_count=1,
    )
    fetch = Fetch(
        fetch_id="",
        run_id="",
        target_kind=TargetKind.PAGE,
        url=response.url,
        final_url=response.url,
        host=host_of(response.url),
        requested_at=response.requested_at,
        elapsed_ms=0,
        outcome=Outcome.FETCHED,
        http_status=response.status,
        content_type=clean_line(response.content_type, MAX_NAME_CHARS) or None,
        archive_file=str(path),
        archive_offset=response.offset,
    )
    return FetchedPage(task=PageTask(url=normal, link=response.url, entries=(entry,)), fetch=fetch)


def _fetch_id(page: FetchedPage) -> str:
    """Return an id that is the same however often the file is imported."""
    return digest_id(page.fetch.archive_file or "", str(page.fetch.archive_offset), page.fetch.url)


def _feed(outlet: Outlet) -> Feed:
    return Feed(
        feed_id=f"{outlet.outlet_id}/archive",
        outlet_id=outlet.outlet_id,
        url=outlet.homepage or f"https://{outlet.domain}/",
        language=outlet.languages[0] if len(outlet.languages) == 1 else None,
        country=outlet.country,
        kind=FeedKind.ARCHIVE,
    )
