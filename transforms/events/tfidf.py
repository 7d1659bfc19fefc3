"""How similar two texts' sets of terms are; rare terms weigh more (Spärck Jones, 1972)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Terms = NDArray[np.uint32] | NDArray[np.uint64]

# Few texts need a small table; the largest serves a hundred thousand.
_MOST_BUCKETS = 1 << 22
_BUCKETS_A_TERM = 64


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

    def column(self, row: int) -> Terms:
        """Return the terms of one text."""
        return self.values[self.starts[row] : self.starts[row + 1]]

    def terms(self, row: int) -> frozenset[int]:
        """Return the set of one text."""
        return frozenset(self.column(row).tolist())


class Tfidf:
    """The cosines of sets of terms.

    The number of texts with a term is read from a table of buckets (Weinberger et al., "Feature hashing for
    large scale multitask learning", 2009): exact counts of millions of terms would cost more than all
    comparisons.
    """

    def __init__(self, sets: TermSets) -> None:
        """Count the terms."""
        self._sets = sets
        needed = 1 << (_BUCKETS_A_TERM * len(sets.values)).bit_length()
        self._last_bucket = min(_MOST_BUCKETS, needed) - 1
        self._counts = np.bincount(self._buckets(sets.values), minlength=self._last_bucket + 1)
        self._weighed: dict[int, tuple[dict[int, float], float]] = {}

    def cosine(self, one: int, other: int) -> float:
        """Return the cosine of the terms of two texts, 0 to 1; 0 where one has none."""
        (own, length), (others, other_length) = self._weights(one), self._weights(other)
        shared = sum(own[term] for term in own.keys() & others.keys())
        return shared / (length * other_length) if shared else 0.0

    def _weights(self, row: int) -> tuple[dict[int, float], float]:
        """Return the squared weight of each term of a text, and the length of their vector."""
        known = self._weighed.get(row)
        if known is None:
            terms = self._sets.column(row)
            squares = np.log((1 + len(self._sets)) / self._counts[self._buckets(terms)]) ** 2
            weights = dict(zip(terms.tolist(), squares.tolist(), strict=True))
            known = self._weighed[row] = weights, math.sqrt(float(squares.sum()))
        return known

    def _buckets(self, terms: Terms) -> NDArray[np.int64]:
        """Return the buckets of terms, by their lowest bits: terms are hashes already."""
        return (terms & terms.dtype.type(self._last_bucket)).astype(np.int64)
