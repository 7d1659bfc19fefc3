"""Which texts of a window share enough hashes with new ones, and which hashes are in too many to count."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.limits import MAX_COMPARED_SHINGLES
from transforms.copies.shingles import BOILERPLATE_FROM

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingled:
    """Texts that contain shingles of new texts, in columns.

    `text_of` and `hashes` have one row for each shingle of a text: the text's number and the hash. `texts`,
    `groups` and `outlets` have one row for each text: its number, in rising order, and the numbers of its
    group (0 for none) and outlet.
    """

    text_of: Numbers
    hashes: Hashes
    texts: Numbers
    groups: Hashes
    outlets: Hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What the texts of a window share with the new ones.

    `near` are the numbers of the texts that share enough; `common` the hashes that are in too many groups;
    `boilerplate` outlets, and for each a hash that many of its texts have (two columns of one length).
    """

    near: Numbers
    common: Hashes
    boilerplate: tuple[Hashes, Hashes]


def overlap(window: Shingled, new: Numbers, *, min_shared: int, common_to: int) -> Overlap:
    """Find the texts that share `min_shared` or more hashes with one of the `new` texts.

    `new` are numbers of texts that are in the window too. Hashes in more groups than `common_to` do not
    count.
    """
    hashes, codes = np.unique(window.hashes, return_inverse=True)
    rows = np.searchsorted(window.texts, window.text_of)
    is_new = np.isin(window.text_of, new)
    is_common = _group_counts(codes, rows, window.groups, len(hashes)) > common_to
    outlets, repeated = _boilerplate(codes, rows, window.outlets)
    counts = ~is_common[codes]
    of_new = counts & is_new
    near = _sharing(codes[counts], rows[counts], codes[of_new], window.text_of[of_new], min_shared)
    return Overlap(near=window.texts[near], common=hashes[is_common], boilerplate=(outlets, hashes[repeated]))


def _group_counts(codes: Numbers, rows: Numbers, groups: Hashes, count: int) -> Numbers:
    """Return for each code the number of groups it is in; texts without a group are not counted."""
    names, group = np.unique(groups, return_inverse=True)
    grouped = groups[rows] != 0
    pairs = _once(codes[grouped] * len(names) + group[rows[grouped]])
    return np.bincount(pairs // len(names), minlength=count)


def _once(values: Numbers) -> Numbers:
    """Return values sorted, each once; numpy's own `unique` hashes them, which is slower for millions."""
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]


def _boilerplate(codes: Numbers, rows: Numbers, outlets: Hashes) -> tuple[Hashes, Numbers]:
    """Return the outlets and codes that occur together often, as two columns."""
    names, outlet = np.unique(outlets, return_inverse=True)
    pairs, counts = np.unique(codes * len(names) + outlet[rows], return_counts=True)
    often = pairs[counts >= BOILERPLATE_FROM]
    return names[often % len(names)], often // len(names)


def _sharing(codes: Numbers, rows: Numbers, new_codes: Numbers, new_texts: Numbers, least: int) -> Numbers:
    """Return the rows that share at least `least` codes with one of the new texts.

    New texts are compared a few at a time, and only with rows that shared too little with those before: a
    thousand texts of one template are near the first of them, and are not compared with one another.
    """
    found: list[Numbers] = []
    order = np.argsort(codes, kind="stable")
    codes, rows = codes[order], rows[order]
    _, new_text = np.unique(new_texts, return_inverse=True)
    by_text = np.argsort(new_text, kind="stable")
    new_codes, new_text = new_codes[by_text], new_text[by_text]
    first = 0
    while first < len(new_codes) and len(codes):
        starts = np.searchsorted(codes, new_codes[first:], side="left")
        sizes = np.searchsorted(codes, new_codes[first:], side="right") - starts
        count = _fitting(new_text[first:], sizes)
        texts = new_text[first : first + count]
        near = _pairs_sharing(rows, starts[:count], sizes[:count], texts - texts[0], least)
        found.append(near)
        is_left = ~np.isin(rows, near)
        codes, rows = codes[is_left], rows[is_left]
        first += count
    return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)


def _fitting(texts: Numbers, sizes: Numbers) -> int:
    """Return how many of the first entries are compared at once: those of whole texts, of one at least."""
    ends = np.flatnonzero(np.concatenate((texts[1:] != texts[:-1], [True]))) + 1
    pair_counts = np.cumsum(sizes)[ends - 1]
    fitting = int(np.searchsorted(pair_counts, MAX_COMPARED_SHINGLES, side="right"))
    return int(ends[max(0, fitting - 1)])


def _pairs_sharing(rows: Numbers, starts: Numbers, sizes: Numbers, texts: Numbers, least: int) -> Numbers:
    """Return the rows, each once, that share `least` codes with one of `texts`, which have small numbers."""
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    count = int(texts[-1]) + 1
    pairs = np.sort(rows[np.repeat(starts, sizes) + within] * count + np.repeat(texts, sizes))
    # Of equal pairs in a row, the one `least` places before is equal too.
    first_of_row, last_of_row = pairs[: len(pairs) - least + 1], pairs[least - 1 :]
    return np.unique(last_of_row[last_of_row == first_of_row[: len(last_of_row)]] // count)
