"""The pairs of items that stand in one group."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from itertools import combinations


def pairs(groups: Mapping[str, Hashable]) -> set[tuple[str, str]]:
    """Return every pair of items that stand in one group."""
    return {pair for members in _groups(groups).values() for pair in combinations(sorted(members), 2)}


def _groups(labels: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for item, label in labels.items():
        groups[label].add(item)
    return groups
