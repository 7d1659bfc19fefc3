"""Which texts of a window share enough with new ones, and what stands in so many that it tells nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.copies.repeats import FURNITURE_FROM

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingled:
    """What texts have of the shingles of new ones, in columns: of each a text's number and a hash.

    By text its group and outlet: `texts` are the numbers of those that have any, in rising order, `groups`
    and `outlets` stand for them; a group of 0 is none.
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
    hashes, codes = np.unique(window.hashes, return_inverse=True)
    rows = np.searchsorted(window.texts, window.text_of)
    is_asked = np.isin(window.text_of, asked)
    is_common = _group_counts(codes, rows, window.groups, len(hashes)) > common_to
    outlets, furnished = _furniture(codes, rows, window.outlets)
    telling = ~is_common[codes]
    asking = telling & is_asked
    near = _sharing(codes[telling], rows[telling], codes[asking], window.text_of[asking], min_shared)
    return Overlap(near=window.texts[near], common=hashes[is_common], furniture=(outlets, hashes[furnished]))


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
