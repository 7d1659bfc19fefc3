"""What a run reads from the published warehouse before it starts: the state of feeds, and what is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from model import Entry, FeedState, Fetch, Host
from warehouse.database.connection import open_reader
from warehouse.database.rows import rows
from warehouse.database.statements import execute


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpan:
    """Which archived pages are meant; None leaves a side open. Times are ISO 8601, `until` is exclusive."""

    since: str | None = None
    until: str | None = None
    outlets: Sequence[str] | None = None
    run_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """A page that the archive has: its request, and the first entry that listed it."""

    fetched: Fetch
    listed: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class _FeedWithState:
    feed_id: str
    state: FeedState


@dataclass(frozen=True, slots=True, kw_only=True)
class _SeenCount:
    feed_id: str
    seen_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _EntryKey:
    feed_id: str
    entry_id: str


_Row = TypeVar("_Row", Entry, Host, ArchivedPage, _FeedWithState, _SeenCount, _EntryKey)


def feed_states(published: Path) -> dict[str, FeedState]:
    """Return the polling state of every feed by its id; empty where there is no warehouse yet."""
    return {row.feed_id: row.state for row in _rows(published, _FeedWithState, "plan/feed_states")}


def known_hosts(published: Path) -> dict[str, Host]:
    """Return what each origin requested so far allows, by origin; empty where there is no warehouse yet."""
    return {host.origin: host for host in _rows(published, Host, "plan/hosts")}


def archived_pages(published: Path, span: PageSpan) -> list[ArchivedPage]:
    """Return the pages of a span that the archive has."""
    return _rows(
        published,
        ArchivedPage,
        "plan/archived_pages",
        since=datetime.fromisoformat(span.since) if span.since else None,
        until=datetime.fromisoformat(span.until) if span.until else None,
        outlets=list(span.outlets) if span.outlets else None,
        run_id=span.run_id,
    )


def waiting_entries(published: Path, now: datetime, latest: datetime) -> list[Entry]:
    """Return the entries whose page an earlier run could not get and that are due for another try.

    That is at `now`, or after `latest`: no wait is as long, so a wrong clock set it.
    """
    return _rows(published, Entry, "plan/waiting_entries", now=now, latest=latest)


def seen_counts(published: Path, entry_files: Sequence[Path]) -> dict[str, int]:
    """Return how many of the entries in JSON-lines files each feed had listed before, by feed_id."""
    files = [str(path) for path in entry_files]
    return {
        row.feed_id: row.seen_count for row in _rows(published, _SeenCount, "plan/seen_counts", files=files)
    }


def known_entries(
    published: Path, entry_files: Sequence[Path], now: datetime, latest: datetime
) -> set[tuple[str, str]]:
    """Return (feed_id, entry_id) of those entries in JSON-lines files that are not to be fetched.

    They were judged before, or wait for another try later than `now`, but not later than `latest`.
    """
    files = [str(path) for path in entry_files]
    found = _rows(published, _EntryKey, "plan/known_entries", files=files, now=now, latest=latest)
    return {(row.feed_id, row.entry_id) for row in found}


def _rows(published: Path, kind: type[_Row], name: str, **values: object) -> list[_Row]:
    if not published.exists():
        return []
    with open_reader(published) as connection:
        return rows(execute(connection, name, **values), kind)
