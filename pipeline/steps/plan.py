"""Plan a run: sweep what dead runs left, see which feeds are due, share them out."""

import asyncio
from dataclasses import replace
from datetime import datetime

from extractors.http.exchange import check_proxy
from model import Entry, Feed, FeedState, FeedStatus, Outlet
from pipeline.catalog.reading import feeds_of, read_catalog
from pipeline.keeping.erasing import finish_erasing
from pipeline.running import progress
from pipeline.running.batches import by_host
from pipeline.running.run_folder import (
    RunFolder,
    RunKind,
    new_run_id,
    refuse_half_restored,
    sweep,
    write_lines,
)
from pipeline.settings import Settings
from transforms.urls import host_of, registered_domain
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import is_published, publish
from warehouse.keeping.erasing import erasures, is_unfinished
from warehouse.steps.loading import loaded_run_ids, record_abandoned
from warehouse.steps.planning import feed_states, waiting_entries


def plan(settings: Settings, now: datetime, *, poll_all: bool) -> list[str]:
    """Make the run's folder and its batches of feeds; return the batches' paths, one a slot.

    `poll_all` takes every live feed, due or not. Raises ConfigurationError for a bad catalog,
    TransientError where the proxy does not answer.
    """
    outlets = read_catalog(settings.catalog)
    if settings.proxy:
        asyncio.run(check_proxy(settings.proxy))
    folder = RunFolder(settings.path_in_data("runs", new_run_id(now)))
    take_up(settings, folder, RunKind.INGEST, now)
    outlets = _not_erased(settings, outlets)
    states = feed_states(settings.published)
    feeds = [_with_state(feed, states) for feed in feeds_of(outlets)]
    due = [feed for feed in feeds if is_due(feed, now, poll_all=poll_all)]
    polled = {feed.feed_id for feed in due}
    folder.begin(RunKind.INGEST, now)
    write_lines(folder.part("plan", "outlets.jsonl"), outlets)
    write_lines(folder.part("plan", "feeds.jsonl"), (feed for feed in feeds if feed.feed_id not in polled))
    write_lines(folder.part("plan", "waiting.jsonl"), _still_wanted(settings, outlets, now))
    progress.say(f"plan: {len(due)} of {len(feeds)} feeds are due, of {len(outlets)} outlets")
    return [_write_batch(folder, number, batch) for number, batch in enumerate(_share_out(due, settings))]


def take_up(settings: Settings, folder: RunFolder, kind: RunKind | None, now: datetime) -> None:
    """Sweep what dead runs left, note them, and publish what one of them loaded but never published.

    An erasing that was stopped is brought to its end. `kind` is as for `sweep`.
    """
    refuse_half_restored(settings)
    paths = WarehousePaths(published=settings.published, writer=settings.writer)
    with open_writer(paths) as connection:
        lost = sweep(settings, folder, kind, loaded_run_ids(connection), now)
        record_abandoned(connection, lost, now)
        has_traces = is_unfinished(connection)
    if lost:
        progress.say(f"plan: swept what {len(lost)} dead run(s) left behind")
    if has_traces:
        finish_erasing(settings, now)
    if not is_published(paths):
        publish(paths)


def _not_erased(settings: Settings, outlets: tuple[Outlet, ...]) -> tuple[Outlet, ...]:
    erased = erasures(settings.published).outlets
    named = [outlet.outlet_id for outlet in outlets if outlet.outlet_id in erased]
    if named:
        progress.warn(
            f"plan: {', '.join(named)}: erased, so not polled. Take it out of the catalog with "
            "`parallax feeds remove`."
        )
    return tuple(outlet for outlet in outlets if outlet.outlet_id not in erased)


def is_due(feed: Feed, now: datetime, *, poll_all: bool) -> bool:
    """Say whether a feed is to be polled at `now`; `poll_all` takes every feed that is not dead."""
    if poll_all:
        return feed.state.status != FeedStatus.DEAD
    return feed.state.next_due_at is None or feed.state.next_due_at <= now


def _with_state(feed: Feed, states: dict[str, FeedState]) -> Feed:
    return replace(feed, state=states.get(feed.feed_id, feed.state))


def _still_wanted(settings: Settings, outlets: tuple[Outlet, ...], now: datetime) -> list[Entry]:
    wanted = {outlet.outlet_id for outlet in outlets}
    return [entry for entry in waiting_entries(settings.published, now) if entry.outlet_id in wanted]


def _share_out(due: list[Feed], settings: Settings) -> list[list[Feed]]:
    return by_host(due, lambda feed: registered_domain(host_of(feed.url)), settings.slot_count)


def _write_batch(folder: RunFolder, number: int, feeds: list[Feed]) -> str:
    path = folder.part("plan", f"batch-{number:02d}.jsonl")
    write_lines(path, feeds)
    return str(path)
