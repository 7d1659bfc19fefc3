"""Which texts of the window each text is nearest to.

Vectors are compared as whole numbers, whose products are exact in 32-bit floats: the cosine of two texts does
not depend on which other texts are compared in the same product of matrices.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from transforms.embedding.embedder import VECTORS_AT_ONCE, Vectors
from transforms.events.terms import Rows

WINDOW = timedelta(hours=96)
# A text is compared closely with this many of its nearest.
COMPARED_COUNT = 60
# How dense the news around a text is shows in this many of its nearest.
DENSITY_COUNT = 10

# The length of a vector in whole numbers. All sums of a product stay below 2**24.
LENGTH = 4_080
_AT_ONCE = 256
_BLOCK = 64
Products = NDArray[np.int32]


def whole(vectors: Vectors) -> Vectors:
    """Return unit vectors (n by dimension) scaled to LENGTH and rounded, in place."""
    np.multiply(vectors, LENGTH, out=vectors)
    return np.rint(vectors, out=vectors)


def cosines(vectors: Vectors, ones: Rows, others: Rows) -> NDArray[np.float32]:
    """Return the cosine of each pair of whole vectors (rows), -1 to 1."""
    found = np.empty(len(ones), dtype=np.float32)
    for start in range(0, len(ones), _AT_ONCE * _BLOCK):
        pairs = slice(start, start + _AT_ONCE * _BLOCK)
        found[pairs] = np.einsum("ij,ij->i", vectors[ones[pairs]], vectors[others[pairs]])
    return found / np.float32(LENGTH**2)


@dataclass(frozen=True, slots=True)
class Nearest:
    """Pairs of texts (rows), and what is known now of how dense the news around each text is.

    `pairs` has each compared text with each of its nearest. `products` has, for every text, the
    highest products with other texts of its window (DENSITY_COUNT, the highest first, 0 for missing ones).
    """

    pairs: tuple[Rows, Rows]
    products: Products
    is_changed: NDArray[np.bool_]


def nearest(
    vectors: Vectors,
    published_s: NDArray[np.float64],
    compared: Rows,
    products: Products,
    fresh: Rows | None = None,
    window: timedelta = WINDOW,
) -> Nearest:
    """Compare texts (rows) with all texts within `window` of them.

    `vectors` are whole (n by dimension). `products` are those of all texts from earlier comparisons; texts
    that were in none are `fresh` (by default all that are compared).
    """
    order = np.argsort(published_s, kind="stable")
    sorted_s = published_s[order]
    is_compared, is_fresh = np.zeros((2, len(vectors)), dtype=np.bool_)
    is_compared[compared] = True
    is_fresh[compared if fresh is None else fresh] = True
    known, span_s = products.copy(), window.total_seconds()
    found: list[tuple[Rows, Rows]] = []
    ordered = compared[np.argsort(published_s[compared], kind="stable")]
    for start in range(0, len(ordered), _AT_ONCE):
        rows = ordered[start : start + _AT_ONCE]
        span = published_s[rows[[0, -1]]] + np.array([-1, 1]) * span_s
        columns = order[np.searchsorted(sorted_s, span[0]) : np.searchsorted(sorted_s, span[1], "right")]
        table = _products(vectors, published_s, rows, columns, span_s)
        found += [(np.full(len(near), row), near) for row, near in _nearest_of(table, rows, columns, known)]
        _note_density(table[is_fresh[rows]], columns, is_compared, known)
    ones, others = (np.concatenate([compared[:0], *(one[at] for one in found)]) for at in (0, 1))
    return Nearest(pairs=(ones, others), products=known, is_changed=(known != products).any(axis=1))


def _products(
    vectors: Vectors, published_s: NDArray[np.float64], rows: Rows, columns: Rows, span_s: float
) -> Vectors:
    """Return the products of texts (rows by columns), -inf beyond the span and for a text with itself.

    `columns` are in the order of publication.
    """
    table = np.empty((len(rows), len(columns)), dtype=np.float32)
    own = vectors[rows]
    # In parts that stay in the processor's cache: a copy of all would take longer than the comparison.
    part = np.empty((VECTORS_AT_ONCE, vectors.shape[1]), dtype=np.float32)
    for start in range(0, len(columns), VECTORS_AT_ONCE):
        chosen = columns[start : start + VECTORS_AT_ONCE]
        near = np.take(vectors, chosen, axis=0, out=part[: len(chosen)], mode="clip")
        np.matmul(own, near.T, out=table[:, start : start + len(chosen)])
    moments = published_s[columns]
    begins = np.searchsorted(moments, published_s[rows] - span_s)
    ends = np.searchsorted(moments, published_s[rows] + span_s, "right")
    for line, begin, end in zip(table, begins.tolist(), ends.tolist(), strict=True):
        line[:begin] = line[end:] = -np.inf
    place_of = np.full(len(vectors), -1, dtype=np.intp)
    place_of[columns] = np.arange(len(columns))
    table[np.arange(len(rows)), place_of[rows]] = -np.inf
    return table


def _nearest_of(table: Vectors, rows: Rows, columns: Rows, known: Products) -> list[tuple[int, Rows]]:
    """Return the nearest of each text, and note its highest products in `known`."""
    found = []
    for line, row in zip(table, rows.tolist(), strict=True):
        near = _highest(line, COMPARED_COUNT)
        values = -np.sort(-line[near])[:DENSITY_COUNT]
        known[row] = 0
        known[row, : len(values)] = np.maximum(values, 0)
        found.append((row, columns[near]))
    return found


def _highest(line: Vectors, count: int) -> Rows:
    """Return the places of the highest finite values, at least `count` of them where equals end the list."""
    if len(line) > count:
        # The count-th highest of the maxima of blocks is no higher than the count-th highest value.
        blocks = line[: len(line) // _BLOCK * _BLOCK].reshape(-1, _BLOCK).max(axis=1)
        floor = -np.inf if len(blocks) <= count else np.partition(blocks, -count)[-count]
        places = np.flatnonzero(line >= floor)
        least = np.partition(line[places], -count)[-count]
        places = places[line[places] >= least]
    else:
        places = np.arange(len(line))
    return places[np.isfinite(line[places])]


def _note_density(table: Vectors, columns: Rows, is_compared: NDArray[np.bool_], known: Products) -> None:
    """Add the products with fresh texts to the highest of the texts that are not compared themselves."""
    lowest = np.where(is_compared[columns], np.inf, known[columns, -1])
    lines, places = np.nonzero(table > lowest)
    if not len(lines):
        return
    rows, values = columns[places], table[lines, places].astype(np.int32)
    touched, codes = np.unique(rows, return_inverse=True)
    all_codes = np.concatenate((np.repeat(np.arange(len(touched)), DENSITY_COUNT), codes))
    all_values = np.concatenate((known[touched].ravel(), values))
    order = np.lexsort((-all_values, all_codes))
    starts = np.searchsorted(all_codes[order], np.arange(len(touched)))
    known[touched] = all_values[order][starts[:, None] + np.arange(DENSITY_COUNT)]
