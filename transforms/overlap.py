"""Which texts of a window share enough with new ones, and what stands in so many that it tells nothing.

Shingles of a hundred thousand texts are gone through as columns: a table of bits passes over nearly all of
them, what is left is counted.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.repeats import FURNITURE_FROM

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]

_BITS = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingled:
    """The shingles of texts in columns: of each a text's number and a hash; and by text its group and outlet.

    `texts` are the numbers in rising order, `groups` and `outlets` stand for them; a group of 0 is none.
    """

    text_of: Numbers
    hashes: Hashes
    texts: Numbers
    groups: Hashes
    outlets: Hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What texts of a window share with the asked ones.

    `near` are the numbers of texts that share enough; `common` the hashes of too many groups; `furniture`
    pairs of an outlet and a hash that many of its texts hold.
    """

    near: Numbers
    common: Hashes
    furniture: tuple[Hashes, Hashes]


def overlap(window: Shingled, asked: Numbers, *, min_shared: int, common_to: int) -> Overlap:
    """Find the texts that share `min_shared` hashes with one of the `asked`, which are of the window too.

    Hashes of more groups than `common_to` do not count.
    """
    is_asked = np.zeros(window.texts[-1] - window.texts[0] + 1, dtype=bool)
    is_asked[asked - window.texts[0]] = True
    is_asked = is_asked[window.text_of - window.texts[0]]
    hashes, place = np.unique(window.hashes[is_asked], return_inverse=True)
    askers = window.text_of[is_asked]
    held, codes = _held(window.hashes, hashes)
    rows = _row_of(window.texts)[window.text_of[held] - window.texts[0]]
    is_common = _group_counts(codes, rows, window.groups, len(hashes)) > common_to
    outlets, furnished = _furniture(codes, rows, window.outlets)
    telling, asking = ~is_common[codes], ~is_common[place]
    near = _sharing(codes[telling], rows[telling], place[asking], askers[asking], min_shared)
    return Overlap(near=window.texts[near], common=hashes[is_common], furniture=(outlets, hashes[furnished]))


def _row_of(texts: Numbers) -> Numbers:
    """Return a table of the rows of texts by their number, less the first one's."""
    table = np.zeros(texts[-1] - texts[0] + 1, dtype=np.int64)
    table[texts - texts[0]] = np.arange(len(texts))
    return table


def _held(values: Hashes, wanted: Hashes) -> tuple[Numbers, Numbers]:
    """Return the places of the values that are among the `wanted`, which are sorted, and which those are."""
    if not len(wanted):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    # The lowest bits say nothing: hashes are kept where they are divisible by four.
    bits = np.zeros(1 << _BITS, dtype=bool)
    bits[_low(wanted)] = True
    maybe = np.flatnonzero(bits[_low(values)])
    found = np.minimum(np.searchsorted(wanted, values[maybe]), len(wanted) - 1)
    is_held = wanted[found] == values[maybe]
    return maybe[is_held], found[is_held]


def _low(values: Hashes) -> NDArray[np.uint32]:
    return ((values >> np.uint64(2)) & np.uint64((1 << _BITS) - 1)).astype(np.uint32)


def _group_counts(codes: Numbers, rows: Numbers, groups: Hashes, count: int) -> Numbers:
    """Return of each code in how many groups it stands; a text of no group counts for none."""
    names, group = np.unique(groups, return_inverse=True)
    grouped = groups[rows] != 0
    pairs = _once(codes[grouped] * len(names) + group[rows[grouped]])
    return np.bincount(pairs // len(names), minlength=count)


def _once(values: Numbers) -> Numbers:
    """Return values sorted, each once; numpy's own `unique` hashes them, which is slower for millions."""
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]


def _furniture(codes: Numbers, rows: Numbers, outlets: Hashes) -> tuple[Hashes, Numbers]:
    """Return the pairs of an outlet and a code that stand together often."""
    names, outlet = np.unique(outlets, return_inverse=True)
    pairs, counts = np.unique(codes * len(names) + outlet[rows], return_counts=True)
    often = pairs[counts >= FURNITURE_FROM]
    return names[often % len(names)], often // len(names)


def _sharing(codes: Numbers, rows: Numbers, asked_codes: Numbers, askers: Numbers, least: int) -> Numbers:
    """Return the rows that share at least so many codes with one asker."""
    order = np.argsort(asked_codes, kind="stable")
    starts, ends = (np.searchsorted(asked_codes[order], codes, side=side) for side in ("left", "right"))
    sizes = ends - starts
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    names, asker = np.unique(askers, return_inverse=True)
    pairs = np.repeat(rows, sizes) * max(1, len(names)) + asker[order][np.repeat(starts, sizes) + within]
    found, counts = np.unique(pairs, return_counts=True)
    return np.unique(found[counts >= least] // max(1, len(names)))
