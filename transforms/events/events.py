"""Group texts that report one happening, whatever their language.

A learned decision gives the probability that two texts report the same event, and clusters join while their
pairs are probable on average (average linkage in log odds). Groups depend on the texts alone, not on the
order in which they arrive: a run groups its new texts together with all texts around them, and events are
split or merged when later texts give reason to.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from model import EventMember
from transforms.events.clusters import Placed, cluster
from transforms.events.decision import Decision, shipped_decision
from transforms.events.nearest import WINDOW, Nearest, nearest
from transforms.events.originals import Originals
from transforms.events.succession import Succession, succession
from transforms.events.terms import Rows

# A run groups again all texts around its new ones where they are no more than this.
GROUPED_AS_A_WHOLE = 2_000
# What is older than that hardly depends on new texts.
MOST_REACH = 8 * WINDOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """What changed when texts were grouped.

    `members` are the new and the changed memberships. `aliases` lead from the ids of events that no longer
    exist to the events they became part of. `changed_events` has the rows of all texts of each event that
    changed; `scores` has the score of each text that was grouped. `products` are those of the texts (rows) of
    which they changed, for the next grouping.
    """

    members: Sequence[EventMember]
    aliases: Mapping[str, str]
    changed_events: Mapping[str, Sequence[int]]
    scores: Mapping[int, float]
    products: Mapping[int, Sequence[int]]


def regroup(
    originals: Originals,
    *,
    apart: Iterable[tuple[str, str]] = (),
    taken: Collection[str] = (),
    decision: Decision | None = None,
    reach: timedelta = MOST_REACH,
    window: timedelta = WINDOW,
    placed: Rows | None = None,
) -> Regrouping:
    """Group the texts (rows) to be `placed` with those within `reach` of them.

    By default, texts are placed that no grouping has compared yet, or that are in no event. Where those
    within reach are few they are grouped again as a whole, so that the groups are those of one run over all
    texts; `originals` has to hold all texts a `window` further than `reach`. Where they are many, their
    events stay together and may grow and join. Pairs of articles in `apart` share no event; ids in `taken`
    are not given to new events.
    """
    decision = decision or shipped_decision()
    fresh = np.flatnonzero(~originals.is_compared)
    placed_anew = _not_placed(originals, fresh) if placed is None else placed
    around = _around(originals, placed_anew, reach)
    compared = around if len(around) <= GROUPED_AS_A_WHOLE else placed_anew
    near = nearest(originals.vectors, originals.published_s, compared, originals.products, fresh, window)
    row_of = {article_id: row for row, article_id in enumerate(originals.article_ids)}
    barred = [(row_of[one], row_of[other]) for one, other in apart if one in row_of and other in row_of]
    clusters = cluster(originals, near, decision, compared, barred)
    return _regrouping(originals, clusters, near, taken, decision)


def _not_placed(originals: Originals, fresh: Rows) -> Rows:
    """Return the rows of fresh texts, and of texts without an event.

    A text that was compared is in none where a run died, or where its event was taken apart.
    """
    without_event = [row for row, event_id in enumerate(originals.event_ids) if event_id is None]
    return np.union1d(fresh, np.array(without_event, dtype=np.intp))


def _around(originals: Originals, fresh: Rows, reach: timedelta) -> Rows:
    """Return the rows of texts within reach of a fresh text."""
    moments = np.sort(originals.published_s[fresh])
    if not len(moments):
        return fresh
    after = np.searchsorted(moments, originals.published_s)
    ahead = moments[np.minimum(after, len(moments) - 1)] - originals.published_s
    behind = originals.published_s - moments[np.maximum(after - 1, 0)]
    return np.flatnonzero(np.minimum(np.abs(ahead), np.abs(behind)) <= reach.total_seconds())


def _regrouping(
    originals: Originals,
    placed: Sequence[Placed],
    near: Nearest,
    taken: Collection[str],
    decision: Decision,
) -> Regrouping:
    ids, was = originals.article_ids, originals.event_ids
    changed_rows = np.flatnonzero(near.is_changed | ~originals.is_compared).tolist()
    by_row = {one.row: one for one in placed}
    by_row = {row: by_row[row] for row in originals.in_order(by_row)}
    found = _succession(originals, by_row, taken)
    now = {row: found.names[one.cluster] for row, one in by_row.items()}
    changed = [row for row in now if now[row] != was[row]]
    members = [
        EventMember(
            event_id=now[row],
            article_id=ids[row],
            score=by_row[row].score,
            method_version=decision.version,
        )
        for row in changed
    ]
    return Regrouping(
        members=members,
        aliases=found.aliases,
        changed_events=_changed_events(originals, now, changed),
        scores={row: one.score for row, one in by_row.items()},
        products=dict(zip(changed_rows, near.products[changed_rows].tolist(), strict=True)),
    )


def _succession(originals: Originals, placed: Mapping[int, Placed], taken: Collection[str]) -> Succession:
    """Return the ids of events; the texts (rows) are in the order of publication."""
    ids = originals.article_ids
    before = {ids[row]: event_id for row in placed if (event_id := originals.event_ids[row]) is not None}
    after = {ids[row]: one.cluster for row, one in placed.items()}
    return succession([ids[row] for row in placed], before, after, taken)


def _changed_events(
    originals: Originals, now: Mapping[int, str], changed: Iterable[int]
) -> dict[str, list[int]]:
    """Return the rows of all texts of each event that gained or lost some."""
    altered = {one for row in changed for one in (now[row], originals.event_ids[row])}
    members: dict[str, list[int]] = defaultdict(list)
    for row, event_id in now.items():
        if event_id in altered:
            members[event_id].append(row)
    return dict(members)


def most_central(originals: Originals, rows: Sequence[int]) -> list[int]:
    """Return the rows of an event, the nearest to its centre first, and the earliest of equally near ones."""
    ordered = originals.in_order(rows)
    vectors = originals.vectors[ordered]
    closeness = vectors @ vectors.sum(axis=0)
    return [ordered[at] for at in np.argsort(-closeness, kind="stable")]
