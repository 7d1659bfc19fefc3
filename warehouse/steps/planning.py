"""What a run asks the published warehouse before it starts: which feeds stand how, what is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from model import Entry, FeedState, FeedStatus, Host, RobotsStatus
from warehouse.database.connection import open_reader
from warehouse.database.statements import execute


def feed_states(published: Path) -> dict[str, FeedState]:
    """Return the polling state of every feed by its id; empty where there is no warehouse yet."""
    rows = _rows(published, "plan/feed_states")
    return {
        row.pop("feed_id"): FeedState(**{**row, "status": FeedStatus(row["status"])})
        for row in map(dict, rows)
    }


def known_hosts(published: Path) -> dict[str, Host]:
    """Return what each origin asked so far allows, by origin; empty where there is no warehouse yet."""
    rows = map(dict, _rows(published, "plan/hosts"))
    return {
        row["origin"]: Host(
            **{
                **row,
                "robots_status": RobotsStatus(row["robots_status"]),
                "opt_outs": tuple(row["opt_outs"] or ()),
            }
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpan:
    """Which archived pages are meant; None leaves a side open. Times are ISO 8601, `until` is exclusive."""

    since: str | None = None
    until: str | None = None
    outlets: Sequence[str] | None = None
    run_id: str | None = None


def archived_pages(published: Path, span: PageSpan) -> list[dict[str, Any]]:
    """Return the pages of a span that the archive has: `fetched` and `listed` (the first entry) of each."""
    values = {
        "since": datetime.fromisoformat(span.since) if span.since else None,
        "until": datetime.fromisoformat(span.until) if span.until else None,
        "outlets": list(span.outlets) if span.outlets else None,
        "run_id": span.run_id,
    }
    return _rows(published, "plan/archived_pages", values)


def waiting_entries(published: Path, now: datetime) -> list[Entry]:
    """Return the entries whose page an earlier run could not get and that are due for another try."""
    return [Entry(**row) for row in _rows(published, "plan/waiting_entries", {"now": now})]


def seen_counts(published: Path, entry_files: Sequence[Path]) -> dict[str, int]:
    """Return how many of the entries in JSON-lines files each feed had listed before, by feed_id."""
    rows = _rows(published, "plan/seen_counts", {"files": [str(path) for path in entry_files]})
    return {row["feed_id"]: row["seen_count"] for row in rows}


def known_entries(published: Path, entry_files: Sequence[Path], now: datetime) -> set[tuple[str, str]]:
    """Return (feed_id, entry_id) of those entries in JSON-lines files that are not to be fetched.

    They were judged before, or wait for another try later than `now`.
    """
    values = {"files": [str(path) for path in entry_files], "now": now}
    rows = _rows(published, "plan/known_entries", values)
    return {(row["feed_id"], row["entry_id"]) for row in rows}


def _rows(published: Path, name: str, values: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    if not published.exists():
        return []
    with open_reader(published) as connection:
        return as_dicts(execute(connection, name, **(values or {})))


def as_dicts(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return a result as one dictionary a row."""
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
