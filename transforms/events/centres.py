"""The centres of clusters: the sum of a cluster's vectors, scaled to unit length.

Most clusters have one text. Their centre is that text's vector, which is not copied: allocating memory for
copies of all of them would take longer than the comparison.
"""

import numpy as np

from transforms.embedding.embedder import VECTORS_AT_ONCE, Vectors
from transforms.events.originals import Rows


class Centres:
    """Centres by the numbers of their clusters; `vectors` are of the texts, one a row, of unit length."""

    def __init__(self, vectors: Vectors, most: int) -> None:
        """Begin without centres, with room for `most`."""
        self._vectors = vectors
        # A cluster of one text has that text's row here and -1 below; others have -1 here and a row of
        # `_sums`.
        self._row_of = np.full(most, -1, dtype=np.intp)
        self._sum_of = np.full(most, -1, dtype=np.intp)
        # The system allocates no memory for rows that are never written.
        self._sums = np.zeros((most, vectors.shape[1]), dtype=np.float32)
        self._lengths = np.ones(most, dtype=np.float32)
        self._sum_count = 0
        self._lot = np.empty((VECTORS_AT_ONCE, vectors.shape[1]), dtype=np.float32)

    def set_text(self, places: Rows | int, rows: Rows | int) -> None:
        """Make the vectors of texts the centres of clusters that have one text each."""
        self._row_of[places] = rows

    def set_sum(self, place: int, total: Vectors) -> None:
        """Make the sum of a cluster's vectors its centre."""
        self.set_sums(np.array([place]), total[None])

    def set_sums(self, places: Rows, totals: Vectors) -> None:
        """Make the sums of the vectors of clusters, one a row, their centres."""
        fresh = places[self._sum_of[places] < 0]
        self._sum_of[fresh] = np.arange(self._sum_count, self._sum_count + len(fresh))
        self._sum_count += len(fresh)
        lengths = np.maximum(np.sqrt(np.einsum("ij,ij->i", totals, totals)), 1e-9)
        self._row_of[places] = -1
        self._lengths[places] = lengths
        self._sums[self._sum_of[places]] = totals / lengths[:, None]

    def add(self, place: int, row: int) -> None:
        """Add a text to a cluster that already has texts."""
        before = self._of(np.array([place]))[0]
        if self._row_of[place] < 0:
            before *= self._lengths[place]
        self.set_sum(place, before + self._vectors[row])

    def cosines(self, places: Rows, texts: Vectors, out: Vectors | None = None) -> Vectors:
        """Return the cosines of texts (rows) with centres (columns), written to `out` where that is given."""
        if out is None:
            out = np.empty((len(texts), len(places)), dtype=np.float32)
        for start in range(0, len(places), VECTORS_AT_ONCE):
            lot = places[start : start + VECTORS_AT_ONCE]
            np.matmul(texts, self._of(lot).T, out=out[:, start : start + len(lot)])
        return out

    def _of(self, places: Rows) -> Vectors:
        """Return centres, in memory that the next call overwrites."""
        rows = self._row_of[places]
        # Only mode `clip` writes to `out` without making a copy first.
        found = np.take(self._vectors, rows, axis=0, out=self._lot[: len(places)], mode="clip")
        summed = np.flatnonzero(rows < 0)
        found[summed] = self._sums[self._sum_of[places[summed]]]
        return found
