"""Plan a run: recover from dead runs, see which feeds are due, divide them into batches."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from extractors.http.exchange import check_proxy
from extractors.http.urls import asked_host
from model import Blocklist, Entry, Feed, FeedState, FeedStatus, Outlet
from model.counting import counted
from model.credentials import without_credentials
from pipeline.catalog.reading import feeds_of, read_catalog
from pipeline.fetching.batches import by_host
from pipeline.handoff import (
    ERASED,
    FEEDS_DUE,
    FEEDS_NOT_DUE,
    KNOWN_HOSTS,
    OUTLETS,
    WAITING_ENTRIES,
    RunFolder,
    RunKind,
    new_run_id,
)
from pipeline.keeping.recovery import recover
from pipeline.running import progress
from pipeline.settings import Settings
from transforms import polling
from transforms.urls import registered_domain
from warehouse.keeping.blocklist_store import blocklist
from warehouse.steps.planning import feed_states, known_hosts, waiting_entries


def plan(settings: Settings, now: datetime, *, poll_all: bool) -> list[str]:
    """Make the run's folder and its batches of feeds; return the paths of the batches, one per slot.

    `poll_all` takes every live feed, due or not. Raises ConfigurationError for a bad catalog,
    TransientError where the proxy does not answer.
    """
    outlets = read_catalog(settings.catalog)
    if settings.proxy:
        asyncio.run(check_proxy(settings.proxy))
    folder = RunFolder(settings.run_path(new_run_id(now)))
    recover(settings, folder, RunKind.INGEST, now)
    erased = blocklist(settings.published)
    outlets = _not_erased(outlets, erased)
    states = feed_states(settings.published)
    feeds = [_with_state(feed, states) for feed in feeds_of(outlets)]
    _warn_of_wrong_clock(settings, feeds, now)
    due = _longest_due_first(feed for feed in feeds if is_due(settings, feed, now, poll_all=poll_all))
    polled = {feed.feed_id for feed in due}
    folder.begin(RunKind.INGEST, now)
    OUTLETS.write(folder, outlets)
    # Tasks need these, also on a worker without the warehouse.
    KNOWN_HOSTS.write(folder, known_hosts(settings.published).values())
    ERASED.write(folder, [erased])
    resting = (feed for feed in feeds if feed.feed_id not in polled)
    FEEDS_NOT_DUE.write(folder, (replace(feed, url=without_credentials(feed.url)) for feed in resting))
    WAITING_ENTRIES.write(folder, _still_wanted(settings, outlets, now))
    progress.say(
        f"plan: {len(due)} of {counted(len(feeds), 'feed')} due, of {counted(len(outlets), 'outlet')}"
    )
    batches = _share_out(due, settings)
    return [str(FEEDS_DUE.write(folder, batch, f"{number:02d}")) for number, batch in enumerate(batches)]


def _not_erased(outlets: tuple[Outlet, ...], erased: Blocklist) -> tuple[Outlet, ...]:
    named = [outlet.outlet_id for outlet in outlets if outlet.outlet_id in erased.outlets]
    if named:
        progress.warn(
            f"plan: {', '.join(named)}: erased, so not polled. Remove it from the catalog with "
            "`parallax feeds remove`."
        )
    return tuple(outlet for outlet in outlets if outlet.outlet_id not in erased.outlets)


def _warn_of_wrong_clock(settings: Settings, feeds: list[Feed], now: datetime) -> None:
    found = [feed for feed in feeds if polling.is_from_wrong_clock(feed.state, now, settings.pace)]
    if found:
        due_at = found[0].state.next_due_at or now
        progress.warn(
            f"plan: a clock was wrong: {counted(len(found), 'feed')} polled later than now, or due later "
            f"than any wait takes (such as {found[0].feed_id}, due {due_at:%Y-%m-%d}). They count as due. If "
            f"it is not {now:%Y-%m-%d %H:%M} UTC, correct the clock of this machine."
        )


def is_due(settings: Settings, feed: Feed, now: datetime, *, poll_all: bool) -> bool:
    """Say whether to poll a feed at `now`; with `poll_all`, every feed that is not dead."""
    if poll_all:
        return feed.state.status != FeedStatus.DEAD
    return polling.is_due(feed.state, now, settings.pace)


def _longest_due_first(feeds: Iterable[Feed]) -> list[Feed]:
    """Return feeds in the order in which to poll them, those that were put off among the first."""
    return sorted(feeds, key=lambda feed: feed.state.next_due_at or datetime.min.replace(tzinfo=UTC))


def _with_state(feed: Feed, states: dict[str, FeedState]) -> Feed:
    return replace(feed, state=states.get(feed.feed_id, feed.state))


def _still_wanted(settings: Settings, outlets: tuple[Outlet, ...], now: datetime) -> list[Entry]:
    wanted = {outlet.outlet_id for outlet in outlets}
    found = waiting_entries(settings.published, now, polling.latest_attempt_at(now))
    return [entry for entry in found if entry.outlet_id in wanted]


def _share_out(due: list[Feed], settings: Settings) -> list[list[Feed]]:
    return by_host(due, lambda feed: registered_domain(asked_host(feed.url)), settings.slot_count)
