"""What stands in so many texts that it tells nothing of two: phrases of all, furniture of an outlet."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

FURNITURE_FROM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """Shingle hashes of too many groups of copies; by outlet, those in FURNITURE_FROM of its texts."""

    common: frozenset[int] = frozenset()
    furniture: Mapping[str, frozenset[int]] = field(default_factory=dict)


def furniture_of(texts: Iterable[tuple[str, Iterable[int]]]) -> dict[str, frozenset[int]]:
    """Return by outlet the hashes that stand in many of its texts; `texts` are outlets with their hashes."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for outlet_id, hashes in texts:
        counts[outlet_id].update(hashes)
    return {
        outlet_id: frozenset(value for value, count in own.items() if count >= FURNITURE_FROM)
        for outlet_id, own in counts.items()
        if outlet_id
    }
