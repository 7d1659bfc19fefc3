"""The terms of texts as sets of hashes, and how many terms two texts have in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Terms = NDArray[np.uint32] | NDArray[np.uint64]
Rows = NDArray[np.intp]
Counts = NDArray[np.float32]

_WORD_BITS = 64
# This many texts or pairs stay in the processor's cache while they are worked on.
_TEXTS_AT_ONCE, _PAIRS_AT_ONCE = 1_024, 8_192


@dataclass(frozen=True, slots=True)
class TermSets:
    """Sets of hashes in one column, one set for each text: that of text n begins at `starts[n]`."""

    starts: NDArray[np.int64]
    values: Terms

    @classmethod
    def of(cls, sets: Iterable[Iterable[int]]) -> "TermSets":
        """Put sets in a column."""
        listed = [list(one) for one in sets]
        starts = np.cumsum([0, *(len(one) for one in listed)], dtype=np.int64)
        return cls(starts, np.fromiter(chain.from_iterable(listed), np.uint64, starts[-1]))

    def __len__(self) -> int:
        """Return how many sets there are."""
        return len(self.starts) - 1

    def of_rows(self, rows: Rows) -> "TermSets":
        """Return the sets of some texts."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        places = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], sizes)
        return TermSets(starts, self.values[places])

    def without(self, terms: Terms) -> "TermSets":
        """Return the sets without some terms (sorted)."""
        kept = ~np.isin(self.values, terms)
        return TermSets(np.concatenate(([0], np.cumsum(kept)))[self.starts], self.values[kept])


class Signatures:
    """Sets of terms, each as a row of bits in which a term sets the bit of its hash.

    Bits that two rows have in common count the terms that two texts have in common. Terms that share a bit by
    chance are rare where a row has many more bits than a text has terms.
    """

    def __init__(self, sets: TermSets, bits: int) -> None:
        """Make the rows; `bits` is a power of two."""
        sizes = np.diff(sets.starts)
        self.sizes = sizes.astype(np.float32)
        self._rows = np.empty((len(sets), bits // _WORD_BITS), dtype=np.uint64)
        places = (sets.values & sets.values.dtype.type(bits - 1)).astype(np.intp)
        for start in range(0, len(sets), _TEXTS_AT_ONCE):
            own = sizes[start : start + _TEXTS_AT_ONCE]
            marked = np.zeros((len(own), bits), dtype=np.bool_)
            begin = sets.starts[start]
            marked[np.repeat(np.arange(len(own)), own), places[begin : begin + own.sum()]] = True
            self._rows[start : start + len(own)] = np.packbits(marked, axis=1).view(np.uint64)

    def shared(self, ones: Rows, others: Rows) -> Counts:
        """Return how many terms each pair of texts has in common."""
        counts = np.empty(len(ones), dtype=np.float32)
        for start in range(0, len(ones), _PAIRS_AT_ONCE):
            pairs = slice(start, start + _PAIRS_AT_ONCE)
            common = self._rows[ones[pairs]] & self._rows[others[pairs]]
            counts[pairs] = np.bitwise_count(common).sum(axis=1, dtype=np.uint32)
        return counts

    def fewer(self, ones: Rows, others: Rows) -> Counts:
        """Return the size of the smaller set of each pair of texts."""
        return np.minimum(self.sizes[ones], self.sizes[others])

    def cosines(self, ones: Rows, others: Rows, shared: Counts) -> Counts:
        """Return the cosines of the sets of each pair of texts, 0 to 1; 0 where one has no terms."""
        sizes = np.maximum(1, self.sizes[ones] * self.sizes[others])
        return np.asarray(shared / np.sqrt(sizes), dtype=np.float32)
