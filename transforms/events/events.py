"""Group texts that report one happening, whatever their language.

Texts are taken in the order of publication. Each is compared with the nearest events of the window by their
centres (Allan et al., "On-line new event detection and tracking", SIGIR 1998), and a learned decision says
which of them it joins, if any. A text that arrives late is placed among those published before it, and the
later texts of the events near it are placed again. So groups hardly depend on the order of arrival, and
events are split or merged when later texts give reason to.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model import EventMember
from transforms.events.joining import Decision, shipped_decision
from transforms.events.originals import Originals
from transforms.events.placing import Placing
from transforms.events.succession import succession


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """What changed when texts were placed.

    `members` are the new and the changed memberships. `aliases` lead from the ids of events that no longer
    exist to the events they became part of. `changed_events` has the rows of all texts of each event that
    changed.
    """

    members: Sequence[EventMember]
    aliases: Mapping[str, str]
    changed_events: Mapping[str, Sequence[int]]


def regroup(
    originals: Originals,
    *,
    apart: Iterable[tuple[str, str]] = (),
    again: Iterable[int] = (),
    taken: Collection[str] = (),
    decision: Decision | None = None,
) -> Regrouping:
    """Place the texts without an event, and those whose events depend on them, in old and new events.

    Pairs of texts in `apart` share no event. `again` are rows to place again in any case; ids in `taken` are
    not given to new events. A member's score is the probability that the decision gave it, 1 for the text
    that founded the event.
    """
    placing = Placing(originals, decision or shipped_decision(), apart)
    new = originals.without_event()
    placing.place({*new, *again, *placing.concerned(new)})
    return _regrouping(originals, placing, taken)


def _regrouping(originals: Originals, placing: Placing, taken: Collection[str]) -> Regrouping:
    ids, was, cluster_of = originals.article_ids, originals.event_ids, placing.clusters.cluster_of
    rows = originals.in_order(_concerned_rows(originals, placing))
    before = {ids[row]: event_id for row in rows if (event_id := was[row]) is not None}
    after = {ids[row]: int(cluster_of[row]) for row in rows}
    found = succession([ids[row] for row in rows], before, after, taken)
    now = {row: found.names[int(cluster_of[row])] for row in rows}
    changed = [row for row in rows if now[row] != was[row]]
    members: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        members[now[row]].append(row)
    altered = {now[row] for row in changed} | {
        event_id for row in changed if (event_id := was[row]) in members
    }
    return Regrouping(
        members=[_member(originals, placing, row, now[row]) for row in changed],
        aliases=found.aliases,
        changed_events={event_id: rows for event_id, rows in members.items() if event_id in altered},
    )


def _concerned_rows(originals: Originals, placing: Placing) -> set[int]:
    """Return the rows of all texts in clusters that changed, now or before."""
    now = {row for cluster in placing.touched for row in placing.clusters.members[cluster]}
    events = {originals.event_ids[row] for row in now} - {None}
    return now | {row for row, event_id in enumerate(originals.event_ids) if event_id in events}


def _member(originals: Originals, placing: Placing, row: int, event_id: str) -> EventMember:
    """Return a membership; a text that moved with its whole cluster keeps the score with which it joined."""
    return EventMember(
        event_id=event_id,
        article_id=originals.article_ids[row],
        score=placing.scores.get(row, originals.scores[row]),
        method_version=placing.methods.get(row, placing.method),
    )


def most_central(originals: Originals, rows: Sequence[int]) -> list[int]:
    """Return the rows of an event, the nearest to its centre first, and the earliest of equally near ones."""
    ordered = originals.in_order(rows)
    vectors = originals.vectors[ordered]
    closeness = np.round(vectors @ vectors.sum(axis=0), 5)
    return [ordered[at] for at in np.argsort(-closeness, kind="stable")]
