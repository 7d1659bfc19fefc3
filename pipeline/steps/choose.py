"""Choose archived pages to read again, and hand them on as if they had just been fetched."""

from datetime import datetime
from typing import Any

from model import PermanentError
from model.counting import counted
from pipeline.catalog.reading import read_catalog_if_any
from pipeline.handoff import (
    ERASED,
    FETCHED_PAGES,
    OUTLETS,
    FetchedPage,
    PageTask,
    RunFolder,
    RunKind,
    new_run_id,
)
from pipeline.keeping.recovery import recover
from pipeline.running import progress
from pipeline.settings import Settings
from warehouse.keeping.blocklist_store import blocklist
from warehouse.steps.planning import ArchivedPage, PageSpan, archived_pages

_PAGES_A_BATCH = 2_000


def choose(settings: Settings, now: datetime, **span: Any) -> list[str]:
    """Make the run's folder and its batches of archived pages; return the folders of the batches.

    `span` is as for PageSpan. Raises PermanentError where the span holds no page.
    """
    folder = RunFolder(settings.run_path(new_run_id(now)))
    recover(settings, folder, RunKind.REPROCESS, now)
    pages = archived_pages(settings.published, PageSpan(**span))
    if not pages:
        raise PermanentError(
            "No archived page matches --since, --until, --outlet and --run: see "
            "`parallax sql 'SELECT min(requested_at), max(requested_at) FROM \"fetch\"'`."
        )
    folder.begin(RunKind.REPROCESS, now)
    OUTLETS.write(folder, read_catalog_if_any(settings.catalog))
    ERASED.write(folder, [blocklist(settings.published)])
    progress.say(f"choose: {counted(len(pages), 'archived page')} to read again")
    return [
        _write_batch(folder, number, [_page(page) for page in pages[start : start + _PAGES_A_BATCH]])
        for number, start in enumerate(range(0, len(pages), _PAGES_A_BATCH))
    ]


def _write_batch(folder: RunFolder, number: int, pages: list[FetchedPage]) -> str:
    return str(FETCHED_PAGES.write(folder, pages, f"{number:03d}").parent)


def _page(page: ArchivedPage) -> FetchedPage:
    """Return a page of the archive as if it had just been fetched."""
    entry = page.listed
    task = PageTask(url=entry.article_url or entry.url, link=entry.url, entries=(entry,))
    return FetchedPage(task=task, fetch=page.fetched)
