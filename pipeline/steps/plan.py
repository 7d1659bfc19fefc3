"""Plan a run: recover from dead runs, see which feeds are due, divide them into batches."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from extractors.http.exchange import check_proxy
from model import Entry, Feed, FeedState, FeedStatus, Outlet
from pipeline.catalog.reading import feeds_of, read_catalog
from pipeline.handoff import (
    FEEDS_DUE,
    FEEDS_NOT_DUE,
    OUTLETS,
    WAITING_ENTRIES,
    RunFolder,
    RunKind,
    new_run_id,
)
from pipeline.keeping.recovery import recover
from pipeline.running import progress
from pipeline.running.batches import by_host
from pipeline.settings import Settings
from transforms.urls import host_of, registered_domain
from warehouse.keeping.blocklist_store import blocklist
from warehouse.steps.planning import feed_states, waiting_entries


def plan(settings: Settings, now: datetime, *, poll_all: bool) -> list[str]:
    """Make the run's folder and its batches of feeds; return the paths of the batches, one per slot.

    `poll_all` takes every live feed, due or not. Raises ConfigurationError for a bad catalog,
    TransientError where the proxy does not answer.
    """
    outlets = read_catalog(settings.catalog)
    if settings.proxy:
        asyncio.run(check_proxy(settings.proxy))
    folder = RunFolder(settings.path_in_data("runs", new_run_id(now)))
    recover(settings, folder, RunKind.INGEST, now)
    outlets = _not_erased(settings, outlets)
    states = feed_states(settings.published)
    feeds = [_with_state(feed, states) for feed in feeds_of(outlets)]
    due = _longest_due_first(feed for feed in feeds if is_due(feed, now, poll_all=poll_all))
    polled = {feed.feed_id for feed in due}
    folder.begin(RunKind.INGEST, now)
    OUTLETS.write(folder, outlets)
    FEEDS_NOT_DUE.write(folder, (feed for feed in feeds if feed.feed_id not in polled))
    WAITING_ENTRIES.write(folder, _still_wanted(settings, outlets, now))
    progress.say(f"plan: {len(due)} of {len(feeds)} feeds are due, of {len(outlets)} outlets")
    batches = _share_out(due, settings)
    return [str(FEEDS_DUE.write(folder, batch, f"{number:02d}")) for number, batch in enumerate(batches)]


def _not_erased(settings: Settings, outlets: tuple[Outlet, ...]) -> tuple[Outlet, ...]:
    erased = blocklist(settings.published).outlets
    named = [outlet.outlet_id for outlet in outlets if outlet.outlet_id in erased]
    if named:
        progress.warn(
            f"plan: {', '.join(named)}: erased, so not polled. Remove it from the catalog with "
            "`parallax feeds remove`."
        )
    return tuple(outlet for outlet in outlets if outlet.outlet_id not in erased)


def is_due(feed: Feed, now: datetime, *, poll_all: bool) -> bool:
    """Say whether to poll a feed at `now`; with `poll_all`, every feed that is not dead."""
    if poll_all:
        return feed.state.status != FeedStatus.DEAD
    return feed.state.next_due_at is None or feed.state.next_due_at <= now


def _longest_due_first(feeds: Iterable[Feed]) -> list[Feed]:
    """Return feeds in the order in which to poll them, those that were put off among the first."""
    return sorted(feeds, key=lambda feed: feed.state.next_due_at or datetime.min.replace(tzinfo=UTC))


def _with_state(feed: Feed, states: dict[str, FeedState]) -> Feed:
    return replace(feed, state=states.get(feed.feed_id, feed.state))


def _still_wanted(settings: Settings, outlets: tuple[Outlet, ...], now: datetime) -> list[Entry]:
    wanted = {outlet.outlet_id for outlet in outlets}
    return [entry for entry in waiting_entries(settings.published, now) if entry.outlet_id in wanted]


def _share_out(due: list[Feed], settings: Settings) -> list[list[Feed]]:
    return by_host(due, lambda feed: registered_domain(host_of(feed.url)), settings.slot_count)
