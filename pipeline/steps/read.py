"""Read one batch of archived pages in worker processes: text, language, dates, fingerprints."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from pebble import ProcessExpired

from extractors.archive.reading import read_response
from extractors.archive.writing import RecordLocation
from extractors.pages.reading import EXTRACTOR_VERSION, MAX_PAGE_BYTES, forget_caches, read_page
from model import Article, PermanentError, Rejection, RejectionReason, Stage
from pipeline.handoff import ARTICLES, FETCHED_PAGES, READ_REJECTIONS, Batch, FetchedPage, RunFolder, RunKind
from pipeline.running import progress
from pipeline.running.patience import Patience, timed
from pipeline.running.workers import worker_processes
from pipeline.settings import Settings
from transforms.article.article import make_article
from transforms.article.page_kinds import NoArticle
from transforms.blocklist import is_barred
from transforms.language.calling import warm_up
from transforms.polling import MAX_ATTEMPTS
from warehouse.keeping.blocklist_store import blocklist

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

    A page that cannot be read, hangs or kills its worker is a Rejection; the others go on.
    """
    folder, number = Batch.at(fetched).folder, Batch.at(fetched).number
    pages = FETCHED_PAGES.read(folder, number)
    results = _without_erased(settings, pages, list(_read_all(settings, pages, folder)), folder)
    articles = [result for result in results if isinstance(result, Article)]
    rejections = (drop for result in results if isinstance(result, list) for drop in result)
    READ_REJECTIONS.write(folder, rejections, number)
    written = ARTICLES.write(folder, articles, number)
    progress.say(f"read: {len(articles)} articles on {len(pages)} pages")
    return str(written.parent)


def _read_all(
    settings: Settings, pages: list[FetchedPage], folder: RunFolder
) -> Iterator[Article | list[Rejection]]:
    if not pages:
        return
    worker_count = min(settings.worker_count, max(1, len(pages) // PAGES_A_WORKER))
    with worker_processes(worker_count, warm_up) as pool, progress.track("read", len(pages)) as advance:
        patience = Patience()
        futures = [
            pool.schedule(timed, args=[read_one, settings.data, page], timeout=settings.page_timeout_s)
            for page in pages
        ]
        for page, future in zip(pages, futures, strict=True):
            try:
                result = patience.result(page.task.entries[0].outlet_id, future) or PUT_OFF
            except TimeoutError:
                result = NoArticle(
                    reason=RejectionReason.READ_TIMEOUT,
                    detail=f"not read within {settings.page_timeout_s:g} seconds",
                )
            except ProcessExpired as error:
                result = NoArticle(
                    reason=RejectionReason.READER_DIED,
                    detail=f"the reading process ended with code {error.exitcode}",
                )
            advance()
            yield result if isinstance(result, Article) else _rejections(page, folder, result)
        if slow := patience.spent():
            progress.warn(f"read: not all pages of {', '.join(slow)} were read: they took too long.")


def _without_erased(
    settings: Settings, pages: list[FetchedPage], results: list[Article | list[Rejection]], folder: RunFolder
) -> list[Article | list[Rejection]]:
    """Refuse erased articles: some pages state their canonical URL only when they are read."""
    erased = blocklist(settings.published)
    if not erased:
        return results
    refusal = NoArticle(reason=RejectionReason.ERASED, detail="")
    return [
        _rejections(page, folder, refusal)
        if isinstance(result, Article) and is_barred(erased, result.url, result.outlet_id)
        else result
        for page, result in zip(pages, results, strict=True)
    ]


def _rejections(page: FetchedPage, folder: RunFolder, why: NoArticle) -> list[Rejection]:
    # Reading the same bytes again would end the same way.
    is_final = why is not PUT_OFF or not _is_tried_again(page, folder)
    return page.task.reject(Stage.READ, folder.run_id, why.reason, why.detail, is_final=is_final)


def _is_tried_again(page: FetchedPage, folder: RunFolder) -> bool:
    """Say whether a later run gets a page anew; one that came out of an archive is there to be read."""
    attempt_count = max(entry.attempt_count for entry in page.task.entries)
    return attempt_count < MAX_ATTEMPTS and folder.head().kind is RunKind.INGEST


def read_one(data: Path, page: FetchedPage) -> Article | NoArticle:
    """Read one archived page; every failure becomes the reason why it is no article."""
    try:
        return _read_archived(data, page)
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


def _read_archived(data: Path, page: FetchedPage) -> Article | NoArticle:
    fetch = page.fetch
    location = RecordLocation(fetch.archive_file or "", fetch.archive_offset or 0)
    archived = read_response(data, location, MAX_PAGE_BYTES)
    if not is_html(archived.content_type):
        return NoArticle(
            reason=RejectionReason.NOT_HTML, detail=f"the server sent {(archived.content_type or '')[:100]}"
        )
    if next(_pages_read) % _PAGES_BETWEEN_RESETS == 0:
        forget_caches()
    read_from_page = read_page(archived.body, archived.content_type, fetch.final_url)
    if read_from_page is None:
        return NoArticle(
            reason=RejectionReason.NOT_HTML, detail=f"{len(archived.body)} bytes that hold no HTML"
        )
    return make_article(page.task.entries[0], fetch, read_from_page, EXTRACTOR_VERSION)
