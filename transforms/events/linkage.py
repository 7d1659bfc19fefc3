"""Average linkage: clusters join while their texts, on average, probably report the same event.

Sokal and Michener, "A statistical method for evaluating systematic relationships", 1958. The two clusters
with the highest mean log odds join first, until no mean is above a threshold. Most pairs of texts are never
compared: they count as pairs of a low probability, and so does a compared pair that is even less probable.
That keeps the graph of pairs sparse, however large a cluster grows.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Edge = tuple[int, int, int]
# The mean log odds of two clusters (negative, since the lowest comes first), their lowest nodes, and they.
_Offer = tuple[float, int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """When clusters join, in whole units of log odds: `floor` is what a pair counts at least.

    A text is compared with no more than `compared_count` others, so that more pairs of two clusters are not
    counted than the texts of the smaller one can have.
    """

    threshold: int
    floor: int
    compared_count: int


def average_linkage(
    sizes: Sequence[int], edges: Sequence[Edge], barred: Iterable[tuple[int, int]], linking: Linking
) -> list[int]:
    """Return the cluster of each node, called by its lowest node.

    A node is a text, or several that are together already; `sizes` has the number of texts of each. An edge
    has two nodes and the sum, over the pairs of their texts, of the log odds above the floor. Barred pairs of
    nodes are in no cluster together. Nodes come in an order that decides between equals.
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
        self._above: list[dict[int, int]] = [{} for _ in sizes]
        self._barred: list[set[int]] = [set() for _ in sizes]
        # The cluster that a joined one is part of now, and the lowest node of each cluster.
        self._part_of = list(range(len(sizes)))
        self._lowest = list(range(len(sizes)))
        self._least = linking.threshold - linking.floor
        self._compared_count = linking.compared_count
        for one, other in barred:
            self._barred[one].add(other)
            self._barred[other].add(one)
        for one, other, above in edges:
            self._above[one][other] = self._above[other][one] = above
        offered = (self._offered(one, other) for one, other, _ in edges)
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
        mean = self._above[one][other] / (small * min(large, self._compared_count))
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
        smaller, larger = sorted((self._above[one], self._above[other]), key=len)
        for near, above in smaller.items():
            larger[near] = larger.get(near, 0) + above
        self._above.append({near: above for near, above in larger.items() if near not in {one, other}})
        for near, above in self._above[both].items():
            self._above[near][both] = above
            self._above[near].pop(one, None)
            self._above[near].pop(other, None)
            offered = self._offered(both, near)
            if offered is not None:
                heapq.heappush(self._queue, offered)
