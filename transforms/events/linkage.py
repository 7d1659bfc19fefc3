"""Average linkage: clusters join while their texts, on average, probably report the same event.

Sokal and Michener, "A statistical method for evaluating systematic relationships", 1958. The two clusters
with the highest mean log odds join first, until no mean is above a threshold. Most pairs of texts are never
compared: they count as pairs of a low probability, and so does a compared pair that is even less probable.
That keeps the graph of pairs sparse, however large a cluster grows.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


def average_linkage(
    sizes: Sequence[int], edges: Sequence[Edge], barred: Iterable[tuple[int, int]], linking: Linking
) -> list[int]:
    """Return the cluster of each node, called by its lowest node.

    A node is a text, or several that are together already; `sizes` has the number of texts of each. Barred
    pairs of nodes are in no cluster together. Nodes come in an order that decides between equals.
    """
    clusters = _Clusters(sizes, edges, barred, linking)
    clusters.join_all()
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

    def join_all(self) -> None:
        while self._queue:
            _, _, _, one, other = heapq.heappop(self._queue)
            if self._part_of[one] == one and self._part_of[other] == other:
                self._join(one, other)

    def lowest(self) -> list[int]:
        return [self._lowest[self._now(node)] for node in range(self._node_count)]

    def _now(self, node: int) -> int:
        while self._part_of[node] != node:
            self._part_of[node] = self._part_of[self._part_of[node]]
            node = self._part_of[node]
        return node

    def _offered(self, one: int, other: int) -> _Offer | None:
        """Return what is queued of two clusters; None where they are not near enough to join."""
        small, large = sorted((self._sizes[one], self._sizes[other]))
        above, count = self._edges[one][other]
        mean = above / max(count, small * min(large, self._compared_count))
        if mean <= self._least or other in self._barred[one]:
            return None
        low, high = sorted((self._lowest[one], self._lowest[other]))
        return -mean, low, high, one, other

    def _join(self, one: int, other: int) -> None:
        """Make a new cluster of two: what is queued for these is passed over from now on."""
        both = len(self._sizes)
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
