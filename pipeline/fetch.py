"""Fetch one batch of pages, many hosts at once, and archive every answer."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.archive import archive_file
from extractors.http import Answer, Client
from extractors.pages import MAX_PAGE_BYTES
from model import Fetch, Outcome, Rejection, Stage, TargetKind
from pipeline import progress
from pipeline.fetches import OpenArchive, limits
from pipeline.rejecting import reject_entries
from pipeline.runfolder import RunFolder, read_lines, write_lines
from pipeline.select import MAX_ATTEMPTS, PageTask
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """A page that arrived: where the archive has it, and the entries that link to it."""

    task: PageTask
    fetch: Fetch


def fetch(settings: Settings, batch: str, now: datetime) -> str:
    """Fetch the pages of a batch that `select` wrote; return the folder the results are in.

    Raises TransientError where the proxy is gone; what goes wrong with a page is a Rejection.
    """
    path = Path(batch)
    folder, number = RunFolder(path.parents[1]), path.stem.removeprefix("pages-")
    tasks = read_lines(path, PageTask)
    warc = settings.path_in_data("archive", f"{now:%Y/%m/%d}", f"{folder.run_id}-pages-{number}.warc.gz")
    with archive_file(warc) as writer:
        archive = OpenArchive.of(settings, warc, writer)
        fetched = asyncio.run(_fetch_all(settings, tasks, archive, folder.run_id))
    arrived = [page for page in fetched if page.fetch.outcome is Outcome.FETCHED]
    out = folder.part("fetch", number, "pages.jsonl").parent
    write_lines(out / "fetches.jsonl", (page.fetch for page in fetched))
    write_lines(out / "pages.jsonl", arrived)
    dropped = (drop for page in fetched for drop in _rejections(page, folder.run_id))
    write_lines(out / "rejections.jsonl", dropped)
    progress.say(f"fetch: {len(arrived)} of {len(tasks)} pages arrived")
    return str(out)


async def _fetch_all(
    settings: Settings, tasks: list[PageTask], archive: OpenArchive, run_id: str
) -> list[FetchedPage]:
    async with Client(limits(settings, MAX_PAGE_BYTES)) as client:
        with progress.track("fetch", len(tasks)) as advance:

            async def one(task: PageTask) -> FetchedPage:
                answer: Answer = await client.fetch(task.link)
                advance()
                return FetchedPage(task=task, fetch=archive.keep(answer, run_id, TargetKind.PAGE))

            return await asyncio.gather(*(one(task) for task in tasks))


def _rejections(page: FetchedPage, run_id: str) -> list[Rejection]:
    outcome, reason = page.fetch.outcome, page.fetch.error or page.fetch.outcome
    if outcome is Outcome.FETCHED:
        return []
    attempts = max(entry.attempt_count for entry in page.task.entries)
    is_final = outcome is not Outcome.TRANSIENT_FAILURE or attempts >= MAX_ATTEMPTS
    detail = f"attempt {attempts} of {MAX_ATTEMPTS}: {outcome}"
    return reject_entries(page.task, Stage.FETCH, run_id, reason, detail, is_final=is_final)
