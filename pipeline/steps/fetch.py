"""Fetch one batch of pages, many hosts at once, and archive every answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.http.client import Client
from extractors.pages.reading import MAX_PAGE_BYTES
from model import Fetch, Host, Outcome, Outlet, Rejection, Stage, TargetKind
from pipeline.rejecting import reject_entries
from pipeline.running import progress
from pipeline.running.fetch_log import Kept, client, keeping
from pipeline.running.run_folder import RunFolder, read_lines, write_lines
from pipeline.settings import Settings
from pipeline.steps.select import MAX_ATTEMPTS, PageTask
from transforms.polling import NEVER_SENT
from transforms.urls import host_of, registered_domain
from warehouse.steps.planning import known_hosts


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
    with keeping(settings, folder, f"pages-{number}", now) as kept:
        asking = client(settings, MAX_PAGE_BYTES, _hosts(settings, folder), kept.keep_robots)
        fetched = asyncio.run(_fetch_all(asking, tasks, kept, _owned_domains(folder)))
    arrived = [page for page in fetched if page.fetch.outcome is Outcome.FETCHED]
    out = folder.part("fetch", number, "pages.jsonl").parent
    write_lines(out / "fetches.jsonl", kept.fetches)
    write_lines(out / "hosts.jsonl", asking.hosts_learned())
    write_lines(out / "pages.jsonl", arrived)
    dropped = (drop for page in fetched for drop in _rejections(page, folder.run_id))
    write_lines(out / "rejections.jsonl", dropped)
    progress.say(f"fetch: {len(arrived)} of {len(tasks)} pages arrived")
    return str(out)


def _hosts(settings: Settings, folder: RunFolder) -> dict[str, Host]:
    """Return what the warehouse knows of hosts, and what the polling of this run learned since."""
    hosts = known_hosts(settings.published)
    for path in folder.all("poll/*/hosts.jsonl"):
        hosts |= {host.origin: host for host in read_lines(path, Host)}
    return hosts


def _owned_domains(folder: RunFolder) -> frozenset[str]:
    """Return the domains of outlets whose site is the user's own."""
    outlets = read_lines(folder.part("plan", "outlets.jsonl"), Outlet)
    return frozenset(outlet.domain for outlet in outlets if outlet.domain and not outlet.is_robots_obeyed)


async def _fetch_all(
    asking: Client, tasks: list[PageTask], kept: Kept, owned: frozenset[str]
) -> list[FetchedPage]:
    with progress.track("fetch", len(tasks)) as advance:
        async with asking:
            return await asyncio.gather(*(_fetch_one(asking, task, kept, owned, advance) for task in tasks))


async def _fetch_one(
    asking: Client, task: PageTask, kept: Kept, owned: frozenset[str], advance: Callable[[], None]
) -> FetchedPage:
    is_owned = registered_domain(host_of(task.link)) in owned
    answer = await asking.fetch(task.link, obeys_robots=not is_owned)
    advance()
    return FetchedPage(task=task, fetch=kept.keep(answer, TargetKind.PAGE))


def _rejections(page: FetchedPage, run_id: str) -> list[Rejection]:
    outcome, reason = page.fetch.outcome, page.fetch.error or page.fetch.outcome
    if outcome is Outcome.FETCHED:
        return []
    attempts = max(entry.attempt_count for entry in page.task.entries)
    is_passing = outcome is Outcome.TRANSIENT_FAILURE
    is_final = not is_passing or (attempts >= MAX_ATTEMPTS and reason not in NEVER_SENT)
    detail = f"attempt {attempts} of {MAX_ATTEMPTS}: {outcome}"
    return reject_entries(page.task, Stage.FETCH, run_id, reason, detail, is_final=is_final)
