"""Average linkage: clusters join while their texts, on average, probably report the same event.

Sokal and Michener, "A statistical method for evaluating systematic relationships", 1958. The two clusters
with the highest mean log odds join first, until no mean is above a threshold. Most pairs of texts are never
compared: they count as pairs of a low probability, and so does a compared pair that is even less probable.
That keeps the graph of pairs sparse, however large a cluster grows. Clusters that are near enough to join
may stay two all the same, where the texts of each are much closer to each other: twins.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

# Two nodes, the sum of the log odds above the floor of the pairs of their texts, and the number of these.
Edge = tuple[int, int, int, int]
# The mean log odds of two clusters (negative, since the lowest comes first), their lowest nodes, and they.
_Offer = tuple[float, int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """When clusters join, in whole units of log odds: `floor` is what a pair counts at least.

    A text is compared with few others: the pairs of two clusters that were not compared count only as far as
    each text of the smaller one has fewer than `compared_count`.
    """

    threshold: int
    floor: int
    compared_count: int


class Parting(Protocol):
    """Which clusters stay two although they are near enough to join; points are units above the floor."""

    @property
    def least_points(self) -> float:
        """How far the mean of the pairs within each is above that of the pairs between them, at least."""

    def within(self, node: int) -> tuple[int, int]:
        """Return the sum of the pairs of the texts of one node, and their number."""

    def are_twins(self, ones: Iterable[int], others: Iterable[int], points: float) -> bool:
        """Say whether two clusters (nodes) stay two: their own pairs are `points` above those between."""


def average_linkage(
    sizes: Sequence[int],
    edges: Sequence[Edge],
    barred: Iterable[tuple[int, int]],
    linking: Linking,
    parting: Parting | None = None,
) -> list[int]:
    """Return the cluster of each node, called by its lowest node.

    A node is a text, or several that are together already; `sizes` has the number of texts of each. Barred
    pairs of nodes are in no cluster together. Nodes come in an order that decides between equals.
    """
    clusters = _Clusters(sizes, edges, barred, linking)
    clusters.join_all(parting)
    return clusters.lowest()


class _Clusters:
    def __init__(
        self, sizes: Sequence[int], edges: Sequence[Edge], barred: Iterable[tuple[int, int]], linking: Linking
    ) -> None:
        self._sizes = list(sizes)
        self._node_count = len(sizes)
        self._edges: list[dict[int, tuple[int, int]]] = [{} for _ in sizes]
        self._barred: list[set[int]] = [set() for _ in sizes]
        # The cluster that a joined one is part of now, and the lowest node of each cluster.
        self._part_of = list(range(len(sizes)))
        self._lowest = list(range(len(sizes)))
        # The two that a cluster was made of.
        self._parts: dict[int, tuple[int, int]] = {}
        # The sum and the number of the pairs of its texts, without those within nodes that are unmeasured.
        self._pairs = [(0, 0)] * len(sizes)
        self._unmeasured: list[tuple[int, ...]] = [
            () if size == 1 else (node,) for node, size in enumerate(sizes)
        ]
        self._least = linking.threshold - linking.floor
        self._compared_count = linking.compared_count
        for one, other in barred:
            self._barred[one].add(other)
            self._barred[other].add(one)
        for one, other, above, count in edges:
            self._edges[one][other] = self._edges[other][one] = above, count
        offered = (self._offered(one, other) for one, other, _, _ in edges)
        self._queue = [one for one in offered if one is not None]
        heapq.heapify(self._queue)

    def join_all(self, parting: Parting | None) -> None:
        while self._queue:
            mean, _, _, one, other = heapq.heappop(self._queue)
            if self._part_of[one] != one or self._part_of[other] != other:
                continue
            if parting is None or not self._are_twins(one, other, -mean, parting):
                self._join(one, other)

    def lowest(self) -> list[int]:
        return [self._lowest[self._now(node)] for node in range(self._node_count)]

    def _now(self, node: int) -> int:
        while self._part_of[node] != node:
            self._part_of[node] = self._part_of[self._part_of[node]]
            node = self._part_of[node]
        return node

    def _are_twins(self, one: int, other: int, mean: float, parting: Parting) -> bool:
        if 1 in {self._sizes[one], self._sizes[other]}:
            return False
        points = min(self._within(one, parting), self._within(other, parting)) - mean
        return points >= parting.least_points and parting.are_twins(
            self._nodes(one), self._nodes(other), points
        )

    def _within(self, cluster: int, parting: Parting) -> float:
        """Return the mean of the pairs of a cluster's texts."""
        sums = [self._pairs[cluster], *map(parting.within, self._unmeasured[cluster])]
        above, count = sum(one for one, _ in sums), sum(count for _, count in sums)
        self._pairs[cluster], self._unmeasured[cluster] = (above, count), ()
        return above / count

    def _nodes(self, cluster: int) -> Iterator[int]:
        left = [cluster]
        while left:
            one = left.pop()
            if one < self._node_count:
                yield one
            else:
                left += self._parts[one]

    def _counted(self, one: int, other: int) -> int:
        """Return how many pairs of texts two clusters have, as far as they count."""
        small, large = sorted((self._sizes[one], self._sizes[other]))
        return max(self._edges[one][other][1], small * min(large, self._compared_count))

    def _offered(self, one: int, other: int) -> _Offer | None:
        """Return what is queued of two clusters; None where they are not near enough to join."""
        mean = self._edges[one][other][0] / self._counted(one, other)
        if mean <= self._least or other in self._barred[one]:
            return None
        low, high = sorted((self._lowest[one], self._lowest[other]))
        return -mean, low, high, one, other

    def _join(self, one: int, other: int) -> None:
        """Make a new cluster of two: what is queued for these is passed over from now on."""
        both = len(self._sizes)
        pairs = self._pairs[one], self._pairs[other], (self._edges[one][other][0], self._counted(one, other))
        self._pairs.append((sum(above for above, _ in pairs), sum(count for _, count in pairs)))
        self._unmeasured.append(self._unmeasured[one] + self._unmeasured[other])
        self._parts[both] = one, other
        self._sizes.append(self._sizes[one] + self._sizes[other])
        self._lowest.append(min(self._lowest[one], self._lowest[other]))
        self._part_of.append(both)
        self._part_of[one] = self._part_of[other] = both
        self._barred.append(self._barred[one] | self._barred[other])
        for near in self._barred[both]:
            self._barred[near].add(both)
        self._edges.append(_united(self._edges[one], self._edges[other], {one, other}))
        for near, edge in self._edges[both].items():
            self._edges[near][both] = edge
            self._edges[near].pop(one, None)
            self._edges[near].pop(other, None)
            offered = self._offered(both, near)
            if offered is not None:
                heapq.heappush(self._queue, offered)


def _united(
    one: dict[int, tuple[int, int]], other: dict[int, tuple[int, int]], gone: set[int]
) -> dict[int, tuple[int, int]]:
    """Return the edges of two clusters together, without those between them."""
    smaller, larger = sorted((one, other), key=len)
    for near, (above, count) in smaller.items():
        known, known_count = larger.get(near, (0, 0))
        larger[near] = known + above, known_count + count
    return {near: edge for near, edge in larger.items() if near not in gone}
