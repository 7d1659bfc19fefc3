"""Write what grouping decided, with the corrections in force laid over it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from pipeline.grouping.originals import as_originals, central
from pipeline.grouping.stories import update_stories
from transforms.events.centring import known_sums
from transforms.events.corrections import CORRECTED, Overlay, overlay
from warehouse import Connection
from warehouse.database.transaction import transaction
from warehouse.queries import correction_log
from warehouse.steps import event_groups, event_memberships
from warehouse.steps.event_groups import LanguageSum
from warehouse.steps.event_memberships import EventChanges

NOTHING = EventChanges()


def write_grouping(
    connection: Connection,
    changes: EventChanges,
    now: datetime,
    *,
    sums: Sequence[LanguageSum] = (),
    retitled: Collection[str] = (),
) -> None:
    """Write what grouping alone decided and what corrections make of it, in one transaction.

    `sums` replace all sums of their embedder; without any, the stored ones stay. Events `retitled` get their
    titles again even where no article moves.
    """
    with transaction(connection):
        lay_over(connection, changes, now, retitled)
        event_memberships.write_closeness(connection, changes.closeness)
        event_memberships.write_sums(connection, sums)


def lay_over(
    connection: Connection, changes: EventChanges, now: datetime, retitled: Collection[str] = ()
) -> Overlay:
    """Apply the corrections in force to what grouping decided; return what they change of it.

    Part of the caller's transaction.
    """
    grouped = event_memberships.stage_grouped(connection, changes.members)
    found = overlay(grouped, correction_log.corrections_in_force(connection))
    moved = event_memberships.move(connection, found.moved, CORRECTED, now)
    changed = {*moved, *retitled}
    known = changed & changes.central.keys() - found.touched(grouped)
    texts = {event: changes.central[event] for event in known}
    texts |= _central_texts(connection, changed - known)
    event_memberships.describe(connection, texts, changes.aliases, found.aliases, now)
    update_stories(connection, texts, now)
    return found


def _central_texts(connection: Connection, events: Collection[str]) -> dict[str, Sequence[str]]:
    """Return the most central article of each event, then that of each other language.

    In a language of which no text has a vector any more, it is the earliest.
    """
    if not events:
        return {}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    found.update(_compared(connection, events))
    for one in event_memberships.earliest_texts(connection, events):
        found[one.event_id].setdefault(one.language, one.article_id)
    return {event: [*texts.values()] for event, texts in found.items()}


def _compared(connection: Connection, events: Collection[str]) -> Mapping[str, dict[str, str]]:
    """Return by event and language the most central of the texts that have a vector."""
    embedder = event_groups.latest_embedder(connection, events)
    if embedder is None:
        return {}
    columns = event_groups.texts_of_events(connection, embedder, events)
    sums = known_sums(event_groups.language_sums(connection, embedder))
    originals = as_originals(columns, embedder, sums)
    rows: dict[str, list[int]] = defaultdict(list)
    for row, event_id in enumerate(originals.event_ids):
        rows[event_id or ""].append(row)
    return {event: central(originals, own) for event, own in rows.items()}
