"""Group texts that tell of one happening, whatever their language.

A leader algorithm over centred vectors: a text joins the nearest event of the window if its cosine,
less a penalty for the hours between them, reaches a threshold; else it founds an event. See Allan et
al., "On-line new event detection and tracking", SIGIR 1998.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from model import EventMember
from transforms.embedding import Vectors

METHOD_VERSION = "leader-1"
JOIN_THRESHOLD = 0.30
PENALTY_PER_HOUR = 0.004
WINDOW = timedelta(hours=96)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One original text: `vector` is centred and of unit length; `event_id` None until grouped."""

    article_id: str
    published_at: datetime
    vector: Vectors
    event_id: str | None = None


class _Clusters:
    """The events of the window: the sum of their vectors and their first and last times."""

    def __init__(self, dimension: int, capacity: int) -> None:
        self.event_ids: list[str] = []
        self.sums = np.zeros((capacity, dimension), dtype=np.float32)
        self.lengths = np.ones(capacity, dtype=np.float32)
        self.first = np.zeros(capacity)
        self.last = np.zeros(capacity)
        self._place: dict[str, int] = {}

    def add(self, event_id: str, told: Told) -> None:
        moment = told.published_at.timestamp()
        place = self._place.get(event_id)
        if place is None:
            place = self._place[event_id] = len(self.event_ids)
            self.event_ids.append(event_id)
            self.first[place] = self.last[place] = moment
        self.sums[place] += told.vector
        self.lengths[place] = max(float(np.linalg.norm(self.sums[place])), 1e-9)
        self.first[place] = min(self.first[place], moment)
        self.last[place] = max(self.last[place], moment)

    def nearest(self, told: Told) -> tuple[str | None, float]:
        """Return the event to join, or None, and the penalised cosine with the nearest one."""
        count = len(self.event_ids)
        if not count:
            return None, 0.0
        moment = told.published_at.timestamp()
        gaps = np.maximum(self.first[:count] - moment, moment - self.last[:count]).clip(min=0) / 3600
        scores = self.sums[:count] @ told.vector / self.lengths[:count] - PENALTY_PER_HOUR * gaps
        scores[gaps > WINDOW.total_seconds() / 3600] = -1.0
        best = int(np.argmax(scores))
        score = float(scores[best])
        return (self.event_ids[best] if score >= JOIN_THRESHOLD else None), score


def group_events(new: Sequence[Told], known: Iterable[Told]) -> list[EventMember]:
    """Place each `new` text in an event of the `known` ones or in a new one.

    `known` texts have their event. Texts are taken by published time, so the result does not hang
    on the order they arrived in. A founder's score is 1.
    """
    known = list(known)
    if not new:
        return []
    clusters = _Clusters(len(new[0].vector), len(new) + len(known))
    for told in sorted(known, key=_by_time):
        clusters.add(told.event_id or told.article_id, told)
    return [_place(told, clusters) for told in sorted(new, key=_by_time)]


def _place(told: Told, clusters: _Clusters) -> EventMember:
    event_id, score = clusters.nearest(told)
    clusters.add(event_id or told.article_id, told)
    return EventMember(
        event_id=event_id or told.article_id,
        article_id=told.article_id,
        score=round(min(score, 1.0), 4) if event_id else 1.0,
        method_version=METHOD_VERSION,
    )


def _by_time(told: Told) -> tuple[datetime, str]:
    return (told.published_at, told.article_id)


def central(tellings: Sequence[Told]) -> str:
    """Return the id of the text nearest to the middle of an event's; of equals, the earliest."""
    ordered = sorted(tellings, key=_by_time)
    vectors = np.stack([told.vector for told in ordered])
    closeness = np.round(vectors @ vectors.sum(axis=0), 5)
    return ordered[int(np.argmax(closeness))].article_id
