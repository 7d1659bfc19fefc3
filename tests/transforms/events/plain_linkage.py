"""Average linkage by the plain method: join the two nearest of all clusters, again and again."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from transforms.events.linkage import Edge, Linking, Parting

Pair = tuple[int, int]
Cluster = tuple[int, ...]


@dataclass(frozen=True)
class Graph:
    """Nodes by their sizes, how far the pairs of two nodes are above the floor, and pairs that never join."""

    sizes: list[int]
    above: dict[Pair, int]
    barred: set[Pair]

    @property
    def edges(self) -> list[Edge]:
        return [(one, other, value, 1) for (one, other), value in self.above.items()]


@dataclass(frozen=True)
class MadeParting:
    """Clusters stay two from a least difference on, unless all nodes of one are among the `alike`."""

    least_points: int
    alike: frozenset[int]

    def within(self, node: int) -> tuple[int, int]:
        """Return a sum that differs from node to node."""
        return 4_000 * (node + 1), node + 1

    def are_twins(self, ones: Iterable[int], others: Iterable[int], points: float) -> bool:
        """Say whether neither has alike nodes alone."""
        return points >= self.least_points and not any(self.alike.issuperset(one) for one in (ones, others))


def between(graph: Graph, linking: Linking, one: Cluster, other: Cluster) -> tuple[int, int]:
    """Return the sum of the pairs of two clusters above the floor, and how many of them count."""
    pairs = [(min(low, high), max(low, high)) for low in one for high in other]
    small, large = sorted(_size(graph, cluster) for cluster in (one, other))
    known = [graph.above[pair] for pair in pairs if pair in graph.above]
    return sum(known), max(len(known), small * min(large, linking.compared_count))


def plain(graph: Graph, linking: Linking, parting: Parting | None = None) -> list[int]:
    """Return the lowest node of each one's cluster, by the plain method; the lowest of equals join first."""
    clusters: list[Cluster] = [(node,) for node in range(len(graph.sizes))]
    # The sum and the number of the pairs within each cluster.
    own: dict[Cluster, tuple[int, int]] = {
        (node,): (0, 0) if size == 1 or parting is None else parting.within(node)
        for node, size in enumerate(graph.sizes)
    }
    while True:
        clusters.sort()
        sums = {pair: between(graph, linking, *pair) for pair in combinations(clusters, 2)}
        means = {pair: above / count for pair, (above, count) in sums.items()}
        joining = [
            (-value, one[0], other[0], one, other)
            for (one, other), value in means.items()
            if linking.floor + value > linking.threshold
            and not _is_barred(graph, one, other)
            and not (parting and _are_twins(graph, parting, own, one, other, value))
        ]
        if not joining:
            break
        _, _, _, one, other = min(joining)
        clusters = [cluster for cluster in clusters if cluster not in (one, other)]
        both = tuple(sorted(one + other))
        clusters.append(both)
        three = own[one], own[other], sums[one, other]
        own[both] = sum(above for above, _ in three), sum(count for _, count in three)
    lowest = {node: cluster[0] for cluster in clusters for node in cluster}
    return [lowest[node] for node in range(len(graph.sizes))]


def _size(graph: Graph, cluster: Cluster) -> int:
    return sum(graph.sizes[node] for node in cluster)


def _is_barred(graph: Graph, one: Cluster, other: Cluster) -> bool:
    return any((min(low, high), max(low, high)) in graph.barred for low in one for high in other)


def _are_twins(
    graph: Graph,
    parting: Parting,
    own: dict[Cluster, tuple[int, int]],
    one: Cluster,
    other: Cluster,
    mean: float,
) -> bool:
    """Say whether two clusters of several texts each stay two."""
    if 1 in {_size(graph, one), _size(graph, other)}:
        return False
    points = min(own[cluster][0] / own[cluster][1] for cluster in (one, other)) - mean
    return points >= parting.least_points and parting.are_twins(one, other, points)
