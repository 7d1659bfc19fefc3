"""Group texts that tell of one happening, whatever their language.

Texts are taken as they were published. Each is compared with the nearest events of the window by their
centres (Allan et al., "On-line new event detection and tracking", SIGIR 1998), and a learned decision
says which of them it joins, if any.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from model import EventMember
from transforms.embedding import Vectors
from transforms.joining import Candidate, Decision, features, shipped_decision
from transforms.tags import without_script

WINDOW = timedelta(hours=96)
CANDIDATES = 4
_JOINS = 0.5
_HOUR_S = 3_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One original text: `vector` is centred and of unit length; `event_id` None until grouped."""

    article_id: str
    published_at: datetime
    vector: Vectors
    language: str = ""
    numbers: frozenset[int] = frozenset()
    event_id: str | None = None


class Clusters:
    """The events of the window: their members, the sum of their vectors, their first and last times."""

    def __init__(self, dimension: int, capacity: int) -> None:
        """Make room for as many texts as will come."""
        self.event_ids: list[str] = []
        self._members: list[list[Told]] = []
        self._numbers: list[frozenset[int]] = []
        self._sums = np.zeros((capacity, dimension), dtype=np.float32)
        self._lengths = np.ones(capacity, dtype=np.float32)
        self._first = np.zeros(capacity)
        self._last = np.zeros(capacity)
        self._place: dict[str, int] = {}

    def add(self, event_id: str, told: Told) -> None:
        """Put a text in an event, new or not."""
        moment = told.published_at.timestamp()
        place = self._place.get(event_id)
        if place is None:
            place = self._place[event_id] = len(self.event_ids)
            self.event_ids.append(event_id)
            self._members.append([])
            self._numbers.append(frozenset())
            self._first[place] = self._last[place] = moment
        self._members[place].append(told)
        self._numbers[place] |= told.numbers
        self._sums[place] += told.vector
        self._lengths[place] = max(float(np.linalg.norm(self._sums[place])), 1e-9)
        self._first[place] = min(self._first[place], moment)
        self._last[place] = max(self._last[place], moment)

    def nearest(self, told: Told) -> list[tuple[str, Candidate]]:
        """Return the events of the window that a text is nearest to, the nearest first."""
        count = len(self.event_ids)
        if not count:
            return []
        moment = told.published_at.timestamp()
        apart = np.maximum(self._first[:count] - moment, moment - self._last[:count]).clip(min=0) / _HOUR_S
        cosines = self._sums[:count] @ told.vector / self._lengths[:count]
        cosines[apart > WINDOW.total_seconds() / _HOUR_S] = -1.0
        best = _largest(cosines, CANDIDATES + 1)
        best = best[cosines[best] > -1.0]
        following = [*cosines[best[1:]], 0.0]
        return [
            (
                self.event_ids[place],
                self._candidate(told, place, cosines[place], following[rank], apart[place]),
            )
            for rank, place in enumerate(best[:CANDIDATES])
        ]

    def _candidate(self, told: Told, place: int, cosine: float, following: float, apart: float) -> Candidate:
        members = self._members[place]
        cosines = np.stack([member.vector for member in members]) @ told.vector
        own = np.array(
            [without_script(member.language) == without_script(told.language) for member in members]
        )
        return Candidate(
            centre_cosine=float(cosine),
            next_cosine=float(following),
            cosines=cosines,
            own_language_cosines=cosines[own],
            hours_apart=float(apart),
            hours_since_first=abs(told.published_at.timestamp() - float(self._first[place])) / _HOUR_S,
            numbers=self._numbers[place],
        )


def _largest(values: Vectors, count: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the places of the largest values, the largest first."""
    if len(values) > count:
        places = np.argpartition(-values, count)[:count]
        return places[np.argsort(-values[places], kind="stable")]
    return np.argsort(-values, kind="stable")


def group_events(
    new: Sequence[Told], known: Iterable[Told], decision: Decision | None = None
) -> list[EventMember]:
    """Place each `new` text in an event of the `known` ones or in a new one.

    `known` texts have their event. Texts are taken by published time, so the result does not hang
    on the order they arrived in. A member's score is how probable the decision held it; a founder's is 1.
    """
    known = list(known)
    if not new:
        return []
    clusters = Clusters(len(new[0].vector), len(new) + len(known))
    for told in sorted(known, key=by_time):
        clusters.add(told.event_id or told.article_id, told)
    decided = decision or shipped_decision()
    return [_place(told, clusters, decided) for told in sorted(new, key=by_time)]


def _place(told: Told, clusters: Clusters, decision: Decision) -> EventMember:
    event_id, score = _joined(told, clusters, decision)
    clusters.add(event_id or told.article_id, told)
    return EventMember(
        event_id=event_id or told.article_id,
        article_id=told.article_id,
        score=round(score, 4) if event_id else 1.0,
        method_version=decision.version,
    )


def _joined(told: Told, clusters: Clusters, decision: Decision) -> tuple[str | None, float]:
    """Return the event that a text joins, or None, and how probable that is."""
    candidates = clusters.nearest(told)
    if not candidates:
        return None, 0.0
    probable = decision.probabilities([features(candidate, told.numbers) for _, candidate in candidates])
    best = int(np.argmax(probable))
    score = float(probable[best])
    return (candidates[best][0] if score > _JOINS else None), score


def by_time(told: Told) -> tuple[datetime, str]:
    """Return what texts are ordered by: when they were published, and of equals their id."""
    return (told.published_at, told.article_id)


def central(tellings: Sequence[Told]) -> str:
    """Return the id of the text nearest to the middle of an event's; of equals, the earliest."""
    ordered = sorted(tellings, key=by_time)
    vectors = np.stack([told.vector for told in ordered])
    closeness = np.round(vectors @ vectors.sum(axis=0), 5)
    return ordered[int(np.argmax(closeness))].article_id
