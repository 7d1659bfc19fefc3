"""How well the groups that a method found match the true groups (gold)."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
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
