"""Read the events around changed ones, and write which story each belongs to.

Everything that writes is part of one transaction, which the caller begins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import numpy as np
from numpy.typing import NDArray

from warehouse.database.columns import columns
from warehouse.database.rows import Float32, UuidText, stage
from warehouse.database.statements import execute, execute_all, statement
from warehouse.steps.event_groups import PRODUCT_COUNT, Span, WindowColumns, bounds, window_columns

MOVE = ("stories/stage_moved", "stories/keep", "stories/join", "stories/end")
# Stories after events ended or got other titles, where none is found anew.
REPAIR = (*MOVE, "stories/stage_all", "stories/story")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventColumns:
    """Events in columns; `story_id` is empty for an event without a story, `begun_s` is a POSIX time.

    An event that is to be compared anew is not `is_compared`, and its `products` are zeros.
    """

    event_id: NDArray[np.object_]
    begun_s: NDArray[np.float64]
    story_id: NDArray[np.object_]
    is_compared: NDArray[np.bool_]
    products: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    event_id: UuidText


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMember:
    """An event in a story, or (None) in none any more."""

    event_id: UuidText
    story_id: UuidText | None
    score: Float32
    method_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCloseness:
    """What finding stories keeps of an event: its highest products with other events."""

    event_id: UuidText
    products: Sequence[int]


def stage_changed(connection: duckdb.DuckDBPyConnection, events: Iterable[str]) -> None:
    """Note which events have changed, for what is read and written next."""
    stage(connection, "stage_changed_event", _Changed, [_Changed(event_id=event) for event in events])


def spans_around(connection: duckdb.DuckDBPyConnection, margin: timedelta) -> list[Span]:
    """Return the spans of time within `margin` of when changed events began."""
    execute(connection, "stories/stage_moment")
    return execute(connection, "window/spans", margin_s=margin.total_seconds()).fetchall()


def event_count(connection: duckdb.DuckDBPyConnection, spans: Sequence[Span]) -> int:
    """Return how many events began in spans of time."""
    ((count,),) = execute(connection, "stories/event_count", **bounds(spans)).fetchall()
    return int(count)


def window(
    connection: duckdb.DuckDBPyConnection,
    embedder: str,
    spans: Sequence[Span],
    most_events: int,
) -> tuple[WindowColumns, EventColumns]:
    """Return the texts by which the events of spans are compared, and these events.

    They are the `most_events` that most originals report, and those of their stories.
    """
    values = {"embedder": embedder, "most_events": most_events, **bounds(spans)}
    execute(connection, "stories/stage_window", **values)
    return window_columns(connection, embedder), _event_columns(connection)


def _event_columns(connection: duckdb.DuckDBPyConnection) -> EventColumns:
    found = columns(connection, statement("stories/window"))
    kept = columns(connection, statement("stories/products"))
    products = np.zeros((len(found["event_id"]), PRODUCT_COUNT), dtype=np.int32)
    place_of = {event_id: place for place, event_id in enumerate(found["event_id"])}
    owners = [place_of[event_id] for event_id in kept["event_id"][::PRODUCT_COUNT]]
    products[owners] = kept["value"].reshape(-1, PRODUCT_COUNT)
    return EventColumns(**found, products=products)


def taken_ids(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the events of the window (as last read) whose id is also that of a story."""
    return frozenset(event_id for (event_id,) in execute(connection, "stories/taken_ids").fetchall())


def write_stories(
    connection: duckdb.DuckDBPyConnection,
    members: Sequence[StoryMember],
    closeness: Sequence[StoryCloseness],
    at: datetime,
) -> None:
    """Write the stories of events, and titles and spans of the stories of all events that changed."""
    stage(connection, "stage_story_member", StoryMember, members)
    execute_all(connection, (*MOVE, "stories/stage_touched", "stories/story"), at=at)
    stage(connection, "stage_story_closeness", StoryCloseness, closeness)
    execute(connection, "stories/closeness")


def repair_stories(connection: duckdb.DuckDBPyConnection, at: datetime) -> None:
    """Bring stories up to the events that are left, with their titles."""
    stage(connection, "stage_story_member", StoryMember, ())
    execute_all(connection, REPAIR, at=at)
