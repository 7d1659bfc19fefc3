"""Fetch one batch of pages, many hosts at once, and archive every answer."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from extractors.http.client import Client
from extractors.http.urls import Credentials, asked_host
from model import FetchCause, Host, Outcome, Outlet, Rejection, Stage, TargetKind
from model.counting import counted
from model.fetch import NEVER_SENT
from model.limits import MAX_PAGE_BYTES
from pipeline.fetching.fetch_log import FetchLog, open_fetch_log
from pipeline.fetching.http_client import http_client, report_put_off
from pipeline.handoff import (
    FETCH_REJECTIONS,
    FETCHED_PAGES,
    HOSTS_POLLED,
    KNOWN_HOSTS,
    OUTLETS,
    PAGE_FETCHES,
    PAGE_HOSTS,
    PAGES_TO_FETCH,
    Batch,
    FetchedPage,
    PageTask,
    RunFolder,
)
from pipeline.running import progress
from pipeline.settings import Settings
from transforms.polling import attempts_after_fetch
from transforms.urls import registered_domain
from transforms.wrapped import unwrapped


def fetch(settings: Settings, batch: str, now: datetime) -> str:
    """Fetch the pages of a batch that `select` wrote; return the folder of the results.

    Raises TransientError where the proxy is gone; a page that fails is a Rejection in the results.
    """
    wanted = Batch.at(batch)
    folder, number = wanted.folder, wanted.attempt().number
    tasks = PAGES_TO_FETCH.read(folder, wanted.number)
    with open_fetch_log(settings, folder, f"pages-{number}", now) as log:
        outlets = OUTLETS.read(folder)
        client = http_client(settings, MAX_PAGE_BYTES, _hosts(folder), log.keep_robots, _credentials(outlets))
        fetched = asyncio.run(_fetch_all(client, tasks, log, _owned_domains(outlets)))
    arrived = [page for page in fetched if page.fetch.outcome is Outcome.FETCHED]
    PAGE_FETCHES.write(folder, log.fetches, number)
    PAGE_HOSTS.write(folder, client.hosts_learned(), number)
    dropped = (drop for page in fetched for drop in _rejections(page, folder.run_id))
    FETCH_REJECTIONS.write(folder, dropped, number)
    written = FETCHED_PAGES.write(folder, arrived, number)
    progress.say(f"fetch: {len(arrived)} of {counted(len(tasks), 'page')} arrived")
    put_off_count = sum(page.fetch.error == FetchCause.PUT_OFF for page in fetched)
    report_put_off("fetch", "page", put_off_count, client)
    return str(written.parent)


def _hosts(folder: RunFolder) -> dict[str, Host]:
    """Return what the warehouse knew of hosts when the run was planned, updated by what polling learned."""
    learned = {host.origin: host for host in HOSTS_POLLED.read(folder)}
    return {host.origin: host for host in KNOWN_HOSTS.read(folder)} | learned


def _credentials(outlets: Sequence[Outlet]) -> Credentials:
    return Credentials(url for outlet in outlets for url in (*outlet.feeds, *outlet.sitemaps))


def _owned_domains(outlets: Sequence[Outlet]) -> frozenset[str]:
    """Return the domains of outlets whose site is the user's own."""
    return frozenset(outlet.domain for outlet in outlets if outlet.domain and not outlet.is_robots_obeyed)


async def _fetch_all(
    client: Client, tasks: list[PageTask], log: FetchLog, owned: frozenset[str]
) -> list[FetchedPage]:
    with progress.track("fetch", len(tasks)) as advance:
        async with client:
            return await asyncio.gather(*(_fetch_one(client, task, log, owned, advance) for task in tasks))


async def _fetch_one(
    client: Client, task: PageTask, log: FetchLog, owned: frozenset[str], advance: Callable[[], None]
) -> FetchedPage:
    target = unwrapped(task.link)
    is_owned = registered_domain(asked_host(target)) in owned
    outlet = task.entries[0].outlet_id
    answer = await client.fetch(target, outlet=outlet, obeys_robots=not is_owned)
    advance()
    # A counted link is a redirect that is followed without asking.
    answer = replace(answer, url=task.link)
    return FetchedPage(task=task, fetch=log.keep(answer, TargetKind.PAGE))


def _rejections(page: FetchedPage, run_id: str) -> list[Rejection]:
    outcome, reason = page.fetch.outcome, page.fetch.error or page.fetch.outcome
    if outcome is Outcome.FETCHED:
        return []
    if reason == FetchCause.PUT_OFF:
        return page.task.put_off(Stage.FETCH, run_id, "requests took all the time they may take in a run")
    attempts = max(entry.attempt_count for entry in page.task.entries)
    allowed = attempts_after_fetch(outcome, page.fetch.http_status)
    is_final = attempts >= allowed and reason not in NEVER_SENT
    status = page.fetch.http_status
    # A page that is gone today may be there tomorrow: what is permanent for HTTP is asked for again.
    how = f"HTTP status {status}" if status else outcome.replace("_", " ")
    detail = f"attempt {attempts} of {max(attempts, allowed)}: {how}"
    return page.task.reject(Stage.FETCH, run_id, reason, detail, is_final=is_final)
