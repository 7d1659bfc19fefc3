"""How well a method's groups match the true groups (gold), and how well its numbers agree with judgements."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1, each 0 to 1."""

    precision: float
    recall: float
    f1: float


def b_cubed(
    found: Mapping[str, Hashable], gold: Mapping[str, Hashable], own: Collection[str] | None = None
) -> Score:
    """Return the B-cubed scores of two groupings of the same items (Bagga and Baldwin, 1998).

    With `own` they are the means over those items only, each compared with all items.
    """
    own = gold.keys() if own is None else own
    both = Counter((found[item], gold[item]) for item in gold)
    of_found, of_gold = Counter(found[item] for item in gold), Counter(gold.values())
    precision = sum(both[found[item], gold[item]] / of_found[found[item]] for item in own)
    recall = sum(both[found[item], gold[item]] / of_gold[gold[item]] for item in own)
    total = max(1, len(own))
    return _score(precision / total, recall / total)


def pairwise(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Score:
    """Return the scores of the pairs of items that are in one group."""
    both = Counter((found[item], gold[item]) for item in gold)
    shared = _pair_count(both)
    return _of_counts(
        shared, _pair_count(Counter(found[item] for item in gold)), _pair_count(Counter(gold.values()))
    )


def crosslingual(
    found: Mapping[str, Hashable], gold: Mapping[str, Hashable], language: Mapping[str, str]
) -> Score:
    """Return the scores of the pairs in one group whose languages differ."""
    counts = []
    for label in ({i: (found[i], gold[i]) for i in gold}, {i: found[i] for i in gold}, dict(gold)):
        all_pairs = _pair_count(Counter(label.values()))
        counts.append(all_pairs - _pair_count(Counter((label[item], language[item]) for item in gold)))
    return _of_counts(*counts)


def _pair_count(sizes: Mapping[Any, int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _of_counts(shared: int, found: int, gold: int) -> Score:
    return _score(shared / found if found else 1.0, shared / gold if gold else 1.0)


def _score(precision: float, recall: float) -> Score:
    total = precision + recall
    return Score(precision=precision, recall=recall, f1=2 * precision * recall / total if total else 0.0)


def auc(values: Sequence[float], is_true: Sequence[bool]) -> float | None:
    """Return the area under the ROC curve: how often a true item has a higher value than a false one.

    Of items with equal values half do. None where all items are true, or none is.
    """
    true_count = sum(is_true)
    false_count = len(is_true) - true_count
    if not true_count or not false_count:
        return None
    rank_sum = sum(rank for rank, true in zip(_ranks(values), is_true, strict=True) if true)
    return (rank_sum - true_count * (true_count + 1) / 2) / (true_count * false_count)


def spearman(values: Sequence[float], others: Sequence[float]) -> float | None:
    """Return Spearman's rho, -1 to 1: how far two numbers of each item put the items in one order.

    Items with equal numbers share their mean rank. None where all values, or all others, are equal.
    """
    middle = (len(values) + 1) / 2
    one, other = ([rank - middle for rank in _ranks(numbers)] for numbers in (values, others))
    spread = sqrt(sum(rank**2 for rank in one) * sum(rank**2 for rank in other))
    return sum(a * b for a, b in zip(one, other, strict=True)) / spread if spread else None


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value from 1 up; equal values share the mean of their ranks."""
    ranks = [0.0] * len(values)
    before = 0
    for _, group in groupby(sorted(range(len(values)), key=values.__getitem__), key=values.__getitem__):
        tied = list(group)
        for item in tied:
            ranks[item] = before + (len(tied) + 1) / 2
        before += len(tied)
    return ranks
