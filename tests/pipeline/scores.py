"""How well groups found match groups told: B-cubed (Bagga and Baldwin, 1998) and pairs."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from itertools import combinations


def b_cubed_f1(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> float:
    """Return the B-cubed F1 of two groupings of the same items."""
    found_groups, gold_groups = _groups(found), _groups(gold)
    precision = recall = 0.0
    for item in gold:
        mine, true = found_groups[found[item]], gold_groups[gold[item]]
        shared = len(mine & true)
        precision += shared / len(mine)
        recall += shared / len(true)
    precision, recall = precision / len(gold), recall / len(gold)
    return 2 * precision * recall / (precision + recall)


def pairs(groups: Mapping[str, Hashable]) -> set[tuple[str, str]]:
    """Return every pair of items that stand in one group."""
    return {pair for members in _groups(groups).values() for pair in combinations(sorted(members), 2)}


def _groups(labels: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for item, label in labels.items():
        groups[label].add(item)
    return groups
