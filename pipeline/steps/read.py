"""Read one batch of archived pages in worker processes: text, language, dates, fingerprints."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, as_completed
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import msgspec
from pebble import ProcessExpired, ProcessPool

from extractors.archive.reading import read_response
from extractors.archive.writing import RecordLocation
from extractors.pages.reading import EXTRACTOR_VERSION, forget_caches, read_page
from model import Article, Outlet, OutletKind, PermanentError, Rejection, RejectionReason, Stage
from model.counting import counted
from model.limits import MAX_PAGE_BYTES
from pipeline.fetching.barred import barred_in
from pipeline.handoff import (
    ARTICLES,
    FETCHED_PAGES,
    OUTLETS,
    READ_REJECTIONS,
    Batch,
    FetchedPage,
    RunFolder,
    RunKind,
)
from pipeline.running import progress
from pipeline.running.patience import Patience, timed
from pipeline.running.workers import worker_processes
from pipeline.settings import Settings
from pipeline.staging.records import records_at_hand
from transforms.article.article import make_article
from transforms.article.no_article import NoArticle
from transforms.blocklist import is_barred
from transforms.language.calling import warm_up
from transforms.polling import attempts_after_reading

PAGES_A_WORKER = 4
# Dropping the caches costs as much as reading three pages.
_PAGES_BETWEEN_RESETS = 250
_pages_read = count()
PUT_OFF = NoArticle(
    reason=RejectionReason.PUT_OFF, detail="its outlet's pages took all the time that reading may take"
)
_HTML = ("html", "xml", "text/plain")


def read(settings: Settings, fetched: str) -> str:
    """Read the pages of a folder that `fetch` wrote; return the folder of the results.

    A page that cannot be read, hangs or kills its worker is a Rejection; the others go on. Articles go to
    their file as they are read: this process never holds more than a few.
    """
    arrived = Batch.at(fetched)
    folder, number = arrived.folder, arrived.attempt().number
    pages = FETCHED_PAGES.read(folder, arrived.number)
    with records_at_hand(settings, (_location(page) for page in pages)) as archive:
        reading = _Reading(settings, archive, pages, folder)
        written = ARTICLES.write(folder, reading.articles(), number)
        READ_REJECTIONS.write(folder, reading.rejections(), number)
    progress.say(
        f"read: {counted(len(pages) - len(reading.refused), 'article')} on {counted(len(pages), 'page')}"
    )
    return str(written.parent)


class _Reading:
    """The pages of one batch; `refused` says, by their number, which are no articles, and why."""

    def __init__(
        self, settings: Settings, archive: Path, pages: list[FetchedPage], folder: RunFolder
    ) -> None:
        self._settings, self._archive, self._pages, self._folder = settings, archive, pages, folder
        outlets = _outlets(folder)
        self._names = {outlet.outlet_id: outlet.name for outlet in outlets}
        self._wires = wire_names(outlets)
        self.refused: dict[int, NoArticle] = {}

    def articles(self) -> Iterator[Article]:
        """Read the pages, and yield their articles in the order of the pages.

        What is read before its turn waits on the disk: behind a page that takes long, there may be much.
        """
        places: dict[int, tuple[int, int]] = {}
        with TemporaryFile(dir=self._folder.path) as read_before:
            for number, result in self._results():
                if isinstance(result, Article):
                    places[number] = (read_before.tell(), read_before.write(msgspec.json.encode(result)))
                else:
                    self.refused[number] = result
            erased = barred_in(self._settings, self._folder)
            for number, (offset, length) in sorted(places.items()):
                read_before.seek(offset)
                article = msgspec.json.decode(read_before.read(length), type=Article)
                # Some pages state their canonical URL only when they are read; others are erased meanwhile.
                if is_barred(erased, article.url, article.outlet_id):
                    self.refused[number] = NoArticle(reason=RejectionReason.ERASED, detail="")
                else:
                    yield article

    def rejections(self) -> Iterator[Rejection]:
        """Yield the rejections of the pages that are no articles, in the order of the pages."""
        if not self.refused:
            return
        # A page that came out of an archive is there to be read: it is not fetched anew.
        is_fetched = self._folder.head().kind is RunKind.INGEST
        for number, why in sorted(self.refused.items(), key=lambda item: item[0]):
            page = self._pages[number]
            is_final = not (is_fetched and _is_tried_again(page, why))
            yield from page.task.reject(
                Stage.READ, self._folder.run_id, why.reason, why.detail, is_final=is_final
            )

    def _results(self) -> Iterator[tuple[int, Article | NoArticle]]:
        """Read the pages in worker processes; yield each result with its page's number as it comes."""
        if not self._pages:
            return
        settings, total = self._settings, len(self._pages)
        worker_count = min(settings.worker_count, max(1, total // PAGES_A_WORKER))
        patience = Patience()
        with worker_processes(worker_count, warm_up) as pool, progress.track("read", total) as advance:
            numbers = {self._scheduled(pool, number): number for number in range(total)}
            for future in as_completed(list(numbers)):
                # A future holds its result: kept, it would hold all of them.
                number = numbers.pop(future)
                outlet_id = self._outlet_of(number)
                advance()
                yield number, _result(patience, outlet_id, future, settings.page_timeout_s)
                if not future.cancelled() and patience.is_spent(outlet_id):
                    self._stop(numbers, outlet_id)
        if slow := patience.spent():
            progress.warn(f"read: not all pages of {', '.join(slow)} were read: they took too long.")

    def _outlet_of(self, number: int) -> str:
        return self._pages[number].task.entries[0].outlet_id

    def _scheduled(self, pool: ProcessPool, number: int) -> Future[Any]:
        name = self._names.get(self._outlet_of(number), "")
        arguments = [read_one, self._archive, self._pages[number], name, self._wires]
        return pool.schedule(timed, args=arguments, timeout=self._settings.page_timeout_s)

    def _stop(self, numbers: Mapping[Future[Any], int], outlet_id: str) -> None:
        """Give up the pages of an outlet that are not read yet."""
        for future, number in numbers.items():
            if self._outlet_of(number) == outlet_id:
                future.cancel()


def _result(patience: Patience, outlet_id: str, future: Future[Any], timeout_s: float) -> Article | NoArticle:
    try:
        result: Article | NoArticle = patience.result(outlet_id, future)
    except CancelledError:
        return PUT_OFF
    except TimeoutError:
        return NoArticle(reason=RejectionReason.READ_TIMEOUT, detail=f"not read within {timeout_s:g} seconds")
    except ProcessExpired as error:
        return NoArticle(
            reason=RejectionReason.READER_DIED,
            detail=f"the reading process ended with code {error.exitcode}",
        )
    except MemoryError:
        return NoArticle(
            reason=RejectionReason.READER_DIED, detail="the page takes more memory than a reader may have"
        )
    return result


def _outlets(folder: RunFolder) -> list[Outlet]:
    """Return the outlets of a run; one that an earlier version began may have none written down."""
    return OUTLETS.read(folder) if OUTLETS.path(folder).exists() else []


def _is_tried_again(page: FetchedPage, why: NoArticle) -> bool:
    """Say whether a later run fetches a page anew; reading the same bytes again would end the same way."""
    attempt_count = max(entry.attempt_count for entry in page.task.entries)
    return attempt_count < attempts_after_reading(why.reason)


def wire_names(outlets: Iterable[Outlet]) -> tuple[str, ...]:
    """Return the names of the agencies among outlets."""
    return tuple(
        sorted({outlet.name for outlet in outlets if outlet.kind is OutletKind.WIRE and outlet.name})
    )


def read_one(
    data: Path, page: FetchedPage, outlet_name: str = "", wires: tuple[str, ...] = ()
) -> Article | NoArticle:
    """Read one archived page of an outlet; every failure becomes the reason why it is no article.

    `wires` are the names of the catalog's agencies.
    """
    try:
        return _read_archived(data, page, outlet_name, wires)
    except PermanentError as error:
        return NoArticle(reason=RejectionReason.ARCHIVE_UNREADABLE, detail=str(error)[:500])
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a page may trigger any error in a parser; only that page may be lost
        return NoArticle(reason=RejectionReason.UNREADABLE, detail=f"{type(error).__name__}: {error}"[:300])


def is_html(content_type: str | None) -> bool:
    """Say whether a Content-Type may belong to a page; a missing one may."""
    kind = (content_type or "text/html").lower()
    return any(word in kind for word in _HTML)


def _location(page: FetchedPage) -> RecordLocation:
    return RecordLocation(page.fetch.archive_file or "", page.fetch.archive_offset or 0)


def _read_archived(
    data: Path, page: FetchedPage, outlet_name: str, wires: tuple[str, ...]
) -> Article | NoArticle:
    fetch = page.fetch
    archived = read_response(data, _location(page), MAX_PAGE_BYTES)
    if not is_html(archived.content_type):
        return NoArticle(
            reason=RejectionReason.NOT_HTML, detail=f"the server sent {(archived.content_type or '')[:100]}"
        )
    if next(_pages_read) % _PAGES_BETWEEN_RESETS == 0:
        forget_caches()
    read_from_page = read_page(archived.body, archived.content_type, fetch.final_url, archived.headers)
    if read_from_page is None:
        return NoArticle(
            reason=RejectionReason.NOT_HTML, detail=f"{len(archived.body)} bytes that hold no HTML"
        )
    if not archived.is_whole:
        read_from_page = replace(read_from_page, is_cut=True)
    return make_article(page.task.entries[0], fetch, read_from_page, EXTRACTOR_VERSION, outlet_name, wires)
