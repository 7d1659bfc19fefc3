"""Stories: events that belong to one matter and follow each other, such as a trial, a hunt or negotiations.

Events are compared as texts are, by the same features, and join into stories as texts join into events: by
a learned decision of its own about two events that begin within two weeks (`weights/stories.json`). The most
central text of each language stands for an event: its vector is their mean, its names and words are theirs.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from transforms.embedding.embedder import Vectors
from transforms.events.centring import unit
from transforms.events.decision import Decision, shipped_story_decision
from transforms.events.events import Regrouping, regroup
from transforms.events.features import KINDS, FeatureColumns
from transforms.events.nearest import Products, whole
from transforms.events.originals import Originals
from transforms.events.terms import Rows, TermSets

WINDOW = timedelta(days=14)
# Two windows: what is older hardly depends on events that are new.
MOST_REACH = 2 * WINDOW
_HASH_BITS = np.uint64(32)
_HASH = np.uint64(2**32 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEvents:
    """Events in columns: when each began (POSIX seconds), and its story, None for one without.

    An event that is compared anew is not `is_compared`, and its `products` are zeros.
    """

    event_ids: Sequence[str]
    begun_s: NDArray[np.float64]
    story_ids: Sequence[str | None]
    is_compared: NDArray[np.bool_]
    products: Products


def find_stories(
    texts: Originals,
    events: KnownEvents,
    taken: Collection[str] = (),
    decision: Decision | None = None,
    reach: timedelta = MOST_REACH,
) -> Regrouping:
    """Find the stories of the events that are compared anew, together with those within `reach` of them.

    `texts` are the central texts of the events. In the result, articles are events and events are stories; a
    story of one event is none.
    """
    return regroup(
        as_texts(texts, events),
        taken=taken,
        decision=decision or shipped_story_decision(),
        reach=reach,
        window=WINDOW,
        placed=np.flatnonzero(~events.is_compared),
    )


def as_texts(texts: Originals, events: KnownEvents) -> Originals:
    """Return events in the form in which texts are compared, in their order."""
    place_of = {event_id: place for place, event_id in enumerate(events.event_ids)}
    owner = np.array([place_of[event_id or ""] for event_id in texts.event_ids], dtype=np.intp)
    # Event by event, the earliest text of each first.
    order = np.lexsort((np.array(texts.languages), texts.published_s, owner))
    texts, owner = texts.of_rows(order), owner[order]
    starts = np.searchsorted(owner, np.arange(len(events.event_ids)))
    features = {kind: _united(getattr(texts.features, kind), owner, len(starts)) for kind in KINDS}
    return Originals(
        article_ids=events.event_ids,
        published_s=events.begun_s,
        vectors=_mean_vectors(texts.vectors, starts),
        languages=[texts.languages[start] for start in starts.tolist()],
        features=FeatureColumns(**features),
        event_ids=events.story_ids,
        products=events.products,
        is_compared=events.is_compared,
    )


def _mean_vectors(vectors: Vectors, starts: Rows) -> Vectors:
    """Return the mean of the vectors of each event, in as many steps as the largest has texts."""
    ends = np.append(starts[1:], len(vectors))
    sums = vectors[starts]
    for offset in range(1, max(ends - starts, default=0)):
        larger = np.flatnonzero(starts + offset < ends)
        sums[larger] += vectors[starts[larger] + offset]
    return whole(unit(sums))


def _united(sets: TermSets, owner: Rows, count: int) -> TermSets:
    """Return the union of the sets of each event, by the lower 32 bits of hashes: no more is compared."""
    owners = np.repeat(owner, np.diff(sets.starts)).astype(np.uint64)
    both = np.sort(owners << _HASH_BITS | sets.values & _HASH)
    both = both[np.flatnonzero(np.diff(both, prepend=~both[:1]))]
    starts = np.searchsorted(both, np.arange(count + 1, dtype=np.uint64) << _HASH_BITS)
    return TermSets(starts, (both & _HASH).astype(np.uint32))
