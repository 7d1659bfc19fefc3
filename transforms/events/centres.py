"""The centres of clusters: the sum of a cluster's vectors, scaled to unit length.

Most clusters have one text. Their centre is that text's vector, which is not copied: allocating memory for
copies of all of them would take longer than the comparison.
"""

import numpy as np

from transforms.embedding.embedder import VECTORS_AT_ONCE, Vectors
from transforms.events.originals import Rows


class Centres:
    """Centres by the numbers of their clusters; `vectors` are of the texts, one per row, of unit length."""

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
        self._batch = np.empty((VECTORS_AT_ONCE, vectors.shape[1]), dtype=np.float32)

    def set_text(self, clusters: Rows | int, rows: Rows | int) -> None:
        """Make the vectors of texts the centres of clusters that have one text each."""
        self._row_of[clusters] = rows

    def set_sum(self, cluster: int, total: Vectors) -> None:
        """Make the sum of a cluster's vectors its centre."""
        self.set_sums(np.array([cluster]), total[None])

    def set_sums(self, clusters: Rows, totals: Vectors) -> None:
        """Make the sums of the vectors of clusters, one per row, their centres."""
        fresh = clusters[self._sum_of[clusters] < 0]
        self._sum_of[fresh] = np.arange(self._sum_count, self._sum_count + len(fresh))
        self._sum_count += len(fresh)
        lengths = np.maximum(np.sqrt(np.einsum("ij,ij->i", totals, totals)), 1e-9)
        self._row_of[clusters] = -1
        self._lengths[clusters] = lengths
        self._sums[self._sum_of[clusters]] = totals / lengths[:, None]

    def add(self, cluster: int, row: int) -> None:
        """Add a text to a cluster that already has texts."""
        before = self._of(np.array([cluster]))[0]
        if self._row_of[cluster] < 0:
            before *= self._lengths[cluster]
        self.set_sum(cluster, before + self._vectors[row])

    def cosines(self, clusters: Rows, texts: Vectors, out: Vectors | None = None) -> Vectors:
        """Return the cosines of texts (rows) with centres (columns), written to `out` where that is given."""
        if out is None:
            out = np.empty((len(texts), len(clusters)), dtype=np.float32)
        for start in range(0, len(clusters), VECTORS_AT_ONCE):
            batch = clusters[start : start + VECTORS_AT_ONCE]
            np.matmul(texts, self._of(batch).T, out=out[:, start : start + len(batch)])
        return out

    def _of(self, clusters: Rows) -> Vectors:
        """Return centres, in memory that the next call overwrites."""
        rows = self._row_of[clusters]
        # Only mode `clip` writes to `out` without making a copy first.
        found = np.take(self._vectors, rows, axis=0, out=self._batch[: len(clusters)], mode="clip")
        summed = np.flatnonzero(rows < 0)
        found[summed] = self._sums[self._sum_of[clusters[summed]]]
        return found
