"""Place texts in the clusters of a window, by a learned decision."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean

import numpy as np

from transforms.events.clusters import Clusters
from transforms.events.joining import Candidate, Decision, features
from transforms.events.originals import Originals, Rows

_JOINS = 0.5
# A text that is in an event with more than this probability may change where its later texts belong.
_CONCERNS = 0.05
# A cluster that keeps growing by texts which each resemble a few of its members is not an event. From _LARGE
# members on, a text has to resemble all of them as much as true members do, the more so the larger the
# cluster is, and to be clearly nearer to this cluster than to the next.
_LARGE = 20
_LEAST_MEAN_COSINE, _MORE_A_MEMBER, _MOST_REQUIRED = 0.34, 0.03, 0.48
_LEAST_MARGIN = 0.17
_AT_ONCE = 256
_SAMPLED = 8


class Placing:
    """The clusters of a window while texts are placed in them.

    `scores` and `methods` have, for every text placed, its score and the method that decided; `touched` has
    the clusters that changed.
    """

    def __init__(self, originals: Originals, decision: Decision, apart: Iterable[tuple[str, str]]) -> None:
        """Begin with the events as they are; pairs of texts in `apart` share no cluster."""
        self.clusters = Clusters(originals)
        self.scores: dict[int, float] = {}
        self.methods: dict[int, str] = {}
        self.touched: set[int] = set()
        self.method = decision.version
        self._originals = originals
        self._decision = decision
        self._row_of = {article_id: row for row, article_id in enumerate(originals.article_ids)}
        self._bars: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._bars[one].add(other)
            self._bars[other].add(one)

    def concerned(self, new: Sequence[int]) -> set[int]:
        """Return the rows of texts that were published after a new text, in events near to it."""
        since: dict[int, float] = {}
        published_s = self._originals.published_s
        for row in self._looking_ahead(self._originals.in_order(new)):
            later = self.clusters.nearest(row, lasting_to_s=published_s[row])
            for (cluster, _), probable in zip(later, self._decided(row, later), strict=True):
                if probable > _CONCERNS:
                    since[cluster] = min(published_s[row], since.get(cluster, np.inf))
        return {
            row
            for cluster, moment in since.items()
            for row in self.clusters.members[cluster]
            if published_s[row] >= moment
        }

    def place(self, rows: Iterable[int]) -> None:
        """Place texts, or place them again, in the order of publication."""
        ordered = self._originals.in_order(rows)
        placed = [row for row in ordered if self.clusters.cluster_of[row] >= 0]
        self.touched |= {int(self.clusters.cluster_of[row]) for row in placed}
        self.clusters.remove(placed)
        for row in self._looking_ahead(ordered):
            self._place(row)

    def _looking_ahead(self, rows: Sequence[int]) -> Iterator[int]:
        for start in range(0, len(rows), _AT_ONCE):
            batch = rows[start : start + _AT_ONCE]
            self.clusters.look_ahead(batch)
            yield from batch

    def _place(self, row: int) -> None:
        barred = self._barred(row)
        candidates = [one for one in self.clusters.nearest(row) if one[0] not in barred]
        probable = self._probable(row, candidates)
        joined = sorted(
            (-one, cluster) for one, (cluster, _) in zip(probable, candidates, strict=True) if one > _JOINS
        )
        if not joined:
            self._put(row, self.clusters.found(), 1.0, self.method)
            return
        self._put(row, joined[0][1], -joined[0][0], self.method)
        for _, cluster in joined[1:]:
            self._unite(row, cluster)

    def _unite(self, row: int, cluster: int) -> None:
        """Merge a text's cluster with one it might have joined, where their texts would join too."""
        members = self.clusters.members
        smaller, larger = sorted(
            (int(self.clusters.cluster_of[row]), cluster), key=lambda one: len(members[one])
        )
        sampled = members[smaller][-_SAMPLED:]
        if any(larger in self._barred(one) for one in members[smaller]):
            return
        near = self.clusters.compared(row)
        probable = [self._probable_at(one, larger, near, len(members[smaller])) for one in sampled]
        if fmean(probable) > _JOINS:
            self._move(members[smaller], larger, fmean(probable), self.method)

    def _probable_at(self, row: int, cluster: int, near: Rows, joining: int) -> float:
        """Return the probability that a text joins a cluster with others, 0 where others are nearer."""
        candidates = [one for one in self.clusters.nearest(row, near) if one[0] == cluster]
        return max(self._probable(row, candidates, joining), default=0.0)

    def _probable(
        self, row: int, candidates: Sequence[tuple[int, Candidate]], joining: int = 1
    ) -> Sequence[float]:
        """Return the probability that a text joins each of some clusters, 0 where it differs too much."""
        found = self._decided(row, candidates)
        is_apart = [_is_apart(candidate, joining) for _, candidate in candidates]
        return [0.0 if apart else one for one, apart in zip(found, is_apart, strict=True)]

    def _decided(self, row: int, candidates: Sequence[tuple[int, Candidate]]) -> Sequence[float]:
        """Return the probabilities that the decision gives to some clusters."""
        text = self.clusters.placed_text(row)
        return [self._decision.probability(features(candidate, text)) for _, candidate in candidates]

    def _put(self, row: int, cluster: int, score: float, method: str) -> None:
        self.clusters.add(cluster, row)
        self.scores[row], self.methods[row] = round(score, 4), method
        self.touched.add(cluster)

    def _move(self, rows: Iterable[int], cluster: int, score: float, method: str) -> None:
        moved = list(rows)
        self.touched |= {int(self.clusters.cluster_of[row]) for row in moved}
        self.clusters.remove(moved)
        for row in moved:
            self._put(row, cluster, score, method)

    def _barred(self, row: int) -> set[int]:
        """Return the clusters of texts with which this text shares none."""
        bars = self._bars.get(self._originals.article_ids[row], ())
        return {self._cluster_of_article(article) for article in bars} - {-1}

    def _cluster_of_article(self, article_id: str) -> int:
        row = self._row_of.get(article_id)
        return -1 if row is None else int(self.clusters.cluster_of[row])


def _is_apart(candidate: Candidate, joining: int) -> bool:
    """Say whether a text differs from most of a large cluster, or is hardly nearer to it than to another.

    `joining` is the number of texts that join at once.
    """
    more = len(candidate.cosines) + joining - 1 - _LARGE
    if more < 0:
        return False
    required = min(_MOST_REQUIRED, _LEAST_MEAN_COSINE + _MORE_A_MEMBER * more)
    is_between = candidate.centre_cosine - candidate.next_cosine < _LEAST_MARGIN
    return is_between or float(candidate.cosines.mean()) < required
