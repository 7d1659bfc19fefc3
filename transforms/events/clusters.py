"""The events of the window as clusters of texts, and the clusters that a text is nearest to.

Texts that are about to be placed are compared with all centres at once (by a product of matrices, many times
cheaper than one text at a time), and later only with centres that have changed.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from transforms.embedding.embedder import VECTORS_AT_ONCE, Vectors
from transforms.events.centres import Centres
from transforms.events.joining import Candidate, PlacedText
from transforms.events.originals import Originals, Rows
from transforms.events.tfidf import Tfidf
from transforms.language.tags import without_script

WINDOW = timedelta(hours=96)
CANDIDATES = 4
# Names and countries are compared with this many of the nearest members.
_COMPARED = 3
_HOUR_S = 3_600.0
_AHEAD = 32
_BLOCK = 64
_NOWHERE = np.empty(0, dtype=np.intp)


class Clusters:
    """The clusters of `originals`; texts that have an event are in its cluster from the beginning.

    A cluster is identified by a number; `cluster_of` has that of every text, -1 while it has none.
    """

    def __init__(self, originals: Originals) -> None:
        """Group the texts that have an event by their events."""
        count = len(originals)
        self.cluster_of = np.full(count, -1, dtype=np.intp)
        self.members: list[list[int]] = []
        # Every text may found a cluster, including those that leave one empty.
        most = 2 * count
        self.first_s = np.zeros(most)
        self.last_s = np.zeros(most)
        self._originals = originals
        codes: dict[str, int] = {}
        code_of = {
            tag: codes.setdefault(without_script(tag), len(codes))
            for tag in dict.fromkeys(originals.languages)
        }
        self._languages = np.fromiter((code_of[tag] for tag in originals.languages), np.intp, count)
        self._centres = Centres(originals.vectors, most)
        self._numbers: dict[int, frozenset[int]] = {}
        self._names = Tfidf(originals.features.names)
        # The clusters that a text was nearest to at the last `look_ahead`.
        self._ahead: dict[int, Rows] = {}
        # The clusters that have changed at all, and since the last `look_ahead`.
        self._is_changed = np.zeros(most, dtype=bool)
        self._recent: list[int] = []
        self._is_recent = np.zeros(most, dtype=bool)
        self._fill()

    def _fill(self) -> None:
        event_ids = self._originals.event_ids
        clusters: dict[str, int] = {}
        self.cluster_of[:] = [
            -1 if event_id is None else clusters.setdefault(event_id, len(clusters)) for event_id in event_ids
        ]
        if not clusters:
            return
        count = len(clusters)
        rows = np.argsort(self.cluster_of, kind="stable")[event_ids.count(None) :]
        sizes = np.bincount(self.cluster_of[rows])
        starts = np.cumsum(sizes) - sizes
        listed = rows.tolist()
        self.members = [
            listed[start : start + size] for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
        ]
        self._centres.set_text(np.arange(count), rows[starts])
        self._fill_centres(rows, starts, sizes)
        published_s = self._originals.published_s[rows]
        self.first_s[:count] = np.minimum.reduceat(published_s, starts)
        self.last_s[:count] = np.maximum.reduceat(published_s, starts)

    def _fill_centres(self, rows: Rows, starts: Rows, sizes: Rows) -> None:
        """Give clusters of several texts their centres; `rows` has the members, cluster by cluster."""
        for size in np.unique(sizes[sizes > 1]).tolist():
            clusters = np.flatnonzero(sizes == size)
            for batch in np.array_split(clusters, -(-len(clusters) * size // VECTORS_AT_ONCE)):
                members = rows[starts[batch, None] + np.arange(size)]
                self._centres.set_sums(batch, self._originals.vectors[members].sum(axis=1))

    def found(self) -> int:
        """Make an empty cluster; return its number."""
        self.members.append([])
        cluster = len(self.members) - 1
        self.first_s[cluster], self.last_s[cluster] = np.inf, -np.inf
        return cluster

    def add(self, cluster: int, row: int) -> None:
        """Put a text in a cluster."""
        self.members[cluster].append(row)
        self.cluster_of[row] = cluster
        moment = self._originals.published_s[row]
        if len(self.members[cluster]) > 1:
            self._centres.add(cluster, row)
        else:
            self._centres.set_text(cluster, row)
        self.first_s[cluster] = min(self.first_s[cluster], moment)
        self.last_s[cluster] = max(self.last_s[cluster], moment)
        self._note_change(cluster)

    def remove(self, rows: Iterable[int]) -> None:
        """Remove texts from their clusters; a cluster that loses all stays, empty and near to no text."""
        leaving = set(rows)
        for cluster in {int(self.cluster_of[row]) for row in leaving}:
            kept = [row for row in self.members[cluster] if row not in leaving]
            self.members[cluster] = kept
            self._centres.set_sum(cluster, self._originals.vectors[kept].sum(axis=0))
            self.first_s[cluster] = self._originals.published_s[kept].min(initial=np.inf)
            self.last_s[cluster] = self._originals.published_s[kept].max(initial=-np.inf)
            self._note_change(cluster)
        self.cluster_of[list(leaving)] = -1

    def _note_change(self, cluster: int) -> None:
        self._numbers.pop(cluster, None)
        self._is_changed[cluster] = True
        if not self._is_recent[cluster]:
            self._is_recent[cluster] = True
            self._recent.append(cluster)

    def look_ahead(self, rows: Sequence[int]) -> None:
        """Compare texts that are about to be placed with the clusters of their window.

        A text that was compared before is compared only with the clusters that changed, unless too few of its
        nearest clusters are unchanged.
        """
        kept = {row: self._unchanged(row) for row in rows}
        known = [row for row, clusters in kept.items() if len(clusters) > CANDIDATES]
        unknown = [row for row in rows if len(kept[row]) <= CANDIDATES]
        self._ahead |= zip(unknown, self._nearest_open(unknown, among=None), strict=True)
        for row, near in zip(known, self._nearest_open(known, among=self._is_changed), strict=True):
            self._ahead[row] = np.concatenate((kept[row], near))
        self._is_recent[self._recent] = False
        self._recent = []

    def _unchanged(self, row: int) -> Rows:
        ahead = self._ahead.get(row, _NOWHERE)
        return ahead[~self._is_changed[ahead]]

    def _nearest_open(self, rows: list[int], among: NDArray[np.bool_] | None) -> Sequence[Rows]:
        """Return for each text the nearest of the clusters with a text in the window of the whole batch."""
        if not rows:
            return ()
        moments, span_s = self._originals.published_s[rows], WINDOW.total_seconds()
        count = len(self.members)
        is_open = (self.last_s[:count] >= moments.min() - span_s) & (
            self.first_s[:count] <= moments.max() + span_s
        )
        if among is not None:
            is_open &= among[:count]
        clusters, texts = np.flatnonzero(is_open), self._originals.vectors[rows]
        cosines = np.empty((len(rows), len(clusters) + -len(clusters) % _BLOCK), dtype=np.float32)
        self._centres.cosines(clusters, texts, cosines)
        # The padding of the last block is near to no text.
        cosines[:, len(clusters) :] = -np.inf
        return [*clusters[_highest(cosines, len(clusters), _AHEAD)]]

    def nearest(
        self, row: int, among: Rows | None = None, lasting_to_s: float = -np.inf
    ) -> list[tuple[int, Candidate]]:
        """Return the few clusters in the window that a text is nearest to, the nearest first.

        Those of them that end before `lasting_to_s` are left out.
        """
        clusters = self.compared(row) if among is None else among
        moment = self._originals.published_s[row]
        apart = (
            np.maximum(self.first_s[clusters] - moment, moment - self.last_s[clusters]).clip(min=0) / _HOUR_S
        )
        is_near = apart <= WINDOW.total_seconds() / _HOUR_S
        clusters, apart = clusters[is_near], apart[is_near]
        cosines = self._centres.cosines(clusters, self._originals.vectors[row : row + 1])[0]
        best = np.argsort(-cosines, kind="stable")[: CANDIDATES + 1]
        following = [*cosines[best[1:]], 0.0]
        return [
            (
                int(clusters[at]),
                self._candidate(row, int(clusters[at]), cosines[at], following[rank], apart[at]),
            )
            for rank, at in enumerate(best[:CANDIDATES])
            if self.last_s[clusters[at]] >= lasting_to_s
        ]

    def compared(self, row: int) -> Rows:
        """Return the clusters to compare with: the nearest by `look_ahead`, and all changed since."""
        ahead = self._ahead.get(row)
        if ahead is None:
            return np.arange(len(self.members))
        return np.concatenate((ahead[~self._is_recent[ahead]], np.array(self._recent, dtype=np.intp)))

    def placed_text(self, row: int) -> PlacedText:
        """Return the features of a text that count when its cluster is decided."""
        features = self._originals.features
        return PlacedText(numbers=features.numbers.terms(row), places=features.places.terms(row))

    def _candidate(self, row: int, cluster: int, cosine: float, following: float, apart: float) -> Candidate:
        members, countries = self.members[cluster], self._originals.features.places
        cosines = self._originals.vectors[members] @ self._originals.vectors[row]
        own = self._languages[members] == self._languages[row]
        nearest = members
        if len(members) > _COMPARED:
            nearest = [members[at] for at in np.argsort(-cosines, kind="stable")[:_COMPARED].tolist()]
        return Candidate(
            centre_cosine=float(cosine),
            next_cosine=float(following),
            cosines=cosines,
            own_language_cosines=cosines[own],
            hours_apart=float(apart),
            hours_since_first=abs(float(self._originals.published_s[row] - self.first_s[cluster])) / _HOUR_S,
            numbers=self._numbers_at(cluster),
            places=frozenset().union(*(countries.terms(one) for one in nearest)),
            names_likeness=max(self._names.cosine(row, one) for one in nearest),
        )

    def _numbers_at(self, cluster: int) -> frozenset[int]:
        """Return the numbers in any text of a cluster."""
        known = self._numbers.get(cluster)
        if known is None:
            known = frozenset().union(
                *(self._originals.features.numbers.terms(row) for row in self.members[cluster])
            )
            self._numbers[cluster] = known
        return known


def _highest(cosines: Vectors, columns: int, count: int) -> NDArray[np.intp]:
    """Return for each row which of its first `columns` columns have the `count` highest values, in no order.

    Where there are many columns, the blocks with the highest maxima are selected first: only they can hold
    the highest values.
    """
    rows = len(cosines)
    if columns <= count:
        return np.tile(np.arange(columns), (rows, 1))
    if columns <= 2 * count * _BLOCK:
        return np.argpartition(-cosines[:, :columns], count - 1, axis=1)[:, :count]
    in_blocks = cosines.reshape(rows, -1, _BLOCK)
    blocks = np.argpartition(-in_blocks.max(axis=2), count - 1, axis=1)[:, :count]
    found = np.take_along_axis(in_blocks, blocks[:, :, None], axis=1).reshape(rows, -1)
    best = np.argpartition(-found, count - 1, axis=1)[:, :count]
    within = (blocks[:, :, None] * _BLOCK + np.arange(_BLOCK)).reshape(rows, -1)
    return np.asarray(np.take_along_axis(within, best, axis=1))
