"""Twins: two events of one kind on the same days, such as two decisions about interest rates.

Reports of twins resemble each other as much as independent reports of one event may, so that no pair of texts
gives twins away. Their clusters do: the reports of each are far closer to each other than to those of the
other, although some of both are in one language, and they name other countries.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from transforms.events.decision import UNITS, Decision
from transforms.events.nearest import Products
from transforms.events.originals import Originals
from transforms.events.pairs import Pairs
from transforms.events.terms import Rows

# Texts may be less close to each other only because their languages differ. One pair may be an exception.
_LEAST_PAIRS_OF_A_LANGUAGE = 2
# That both name countries, and none in common, makes up for this much of the gap (log odds).
_OTHER_COUNTRIES = 0.5
# How close the texts of an event are to each other shows in this many of them.
_MOST_TEXTS = 40


@dataclass(frozen=True, slots=True)
class Twins:
    """What tells twins among the nodes of a linkage; `nodes` has the rows of each, `gap` is in log odds.

    Two clusters that are near enough to join are twins where the mean log odds of the pairs within each of
    them are `gap` above those between them. All points are thousandths, and count from the decision's floor.
    """

    originals: Originals
    products: Products
    decision: Decision
    nodes: Sequence[Sequence[int]]
    gap: float

    @property
    def least_points(self) -> float:
        """Two clusters are never twins where the pairs of one are less than this above those between them."""
        return (self.gap - _OTHER_COUNTRIES) * UNITS

    def within(self, node: int) -> tuple[int, int]:
        """Return the sum of the points of the pairs of a node's texts, and how many pairs these are."""
        rows = np.array(self.nodes[node][:_MOST_TEXTS])
        ones, others = rows[np.array(list(combinations(range(len(rows)), 2))).T]
        values = Pairs(self.originals, self.products, rows).features(ones, others)
        points = np.maximum(0, self.decision.points(values) - self.decision.floor_points)
        return int(points.sum()), len(points)

    def are_twins(self, ones: Iterable[int], others: Iterable[int], points: float) -> bool:
        """Say whether two clusters (their nodes) are twins, whose own pairs are `points` above the others."""
        rows, other_rows = self._rows(ones), self._rows(others)
        if not self._share_a_language(rows, other_rows):
            return False
        return points + _OTHER_COUNTRIES * UNITS * self._name_others(rows, other_rows) >= self.gap * UNITS

    def _rows(self, nodes: Iterable[int]) -> Rows:
        return np.array([row for node in nodes for row in self.nodes[node]], dtype=np.intp)

    def _share_a_language(self, rows: Rows, others: Rows) -> bool:
        codes = self.originals.language_codes
        counts, other_counts = Counter(codes[rows].tolist()), Counter(codes[others].tolist())
        pair_count = sum(count * other_counts[code] for code, count in counts.items())
        return pair_count >= _LEAST_PAIRS_OF_A_LANGUAGE

    def _name_others(self, rows: Rows, others: Rows) -> bool:
        places = self.originals.features.places
        named, other_named = set(places.of_rows(rows).values.tolist()), places.of_rows(others).values.tolist()
        return bool(named and other_named) and named.isdisjoint(other_named)
