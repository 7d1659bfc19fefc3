"""Put the events that changed into stories."""

from collections.abc import Collection
from datetime import datetime, timedelta

from pipeline.grouping.originals import as_originals
from transforms.events.centring import known_sums
from transforms.events.decision import shipped_story_decision
from transforms.events.events import GROUPED_AS_A_WHOLE, Regrouping
from transforms.events.originals import Originals
from transforms.events.stories import MOST_REACH, WINDOW, KnownEvents, find_stories
from warehouse import Connection
from warehouse.steps import event_groups, event_stories
from warehouse.steps.event_groups import Span
from warehouse.steps.event_stories import StoryCloseness, StoryMember


def update_stories(connection: Connection, changed: Collection[str], now: datetime) -> None:
    """Find and write the stories of the events that changed; part of the caller's transaction."""
    embedder = event_groups.latest_embedder(connection, changed) if changed else None
    event_stories.stage_changed(connection, changed)
    window = _window(connection, embedder) if embedder else None
    if window is None:
        event_stories.repair_stories(connection, now)
        return
    texts, events, reach = window
    found = find_stories(texts, events, event_stories.taken_ids(connection), reach=reach)
    _write(connection, events, found, now)


def _window(connection: Connection, embedder: str) -> tuple[Originals, KnownEvents, timedelta] | None:
    """Return the events to compare with their central texts, and how far around stories are found anew.

    None where no event has a vector any more.
    """
    spans, reach = _spans(connection)
    columns, events = event_stories.window(connection, embedder, spans, GROUPED_AS_A_WHOLE)
    if not len(columns.article_id):
        return None
    texts = as_originals(columns, embedder, known_sums(event_groups.language_sums(connection, embedder)))
    known = KnownEvents(
        event_ids=events.event_id.tolist(),
        begun_s=events.begun_s,
        story_ids=[story_id or None for story_id in events.story_id],
        is_compared=events.is_compared,
        products=events.products,
    )
    return texts, known, reach


def _spans(connection: Connection) -> tuple[list[Span], timedelta]:
    wide = event_stories.spans_around(connection, MOST_REACH + WINDOW)
    if event_stories.event_count(connection, wide) <= GROUPED_AS_A_WHOLE:
        return wide, MOST_REACH
    return event_stories.spans_around(connection, WINDOW), timedelta(0)


def _write(connection: Connection, events: KnownEvents, found: Regrouping, now: datetime) -> None:
    version = shipped_story_decision().version
    members = [
        StoryMember(
            event_id=events.event_ids[row],
            story_id=story_id if len(rows) > 1 else None,
            score=found.scores[row],
            method_version=version,
        )
        for story_id, rows in found.changed_events.items()
        for row in rows
    ]
    closeness = [
        StoryCloseness(event_id=events.event_ids[row], products=products)
        for row, products in found.products.items()
    ]
    event_stories.write_stories(connection, members, closeness, now)
