"""Average linkage by the plain method: join the two nearest of all clusters, again and again."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from transforms.events.linkage import Edge, Linking

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


def mean(graph: Graph, linking: Linking, one: Cluster, other: Cluster) -> float:
    """Return the mean log odds of two clusters; -inf where a pair of their nodes is barred."""
    between = [(min(low, high), max(low, high)) for low in one for high in other]
    if any(pair in graph.barred for pair in between):
        return -np.inf
    small, large = sorted(sum(graph.sizes[node] for node in cluster) for cluster in (one, other))
    known = [graph.above[pair] for pair in between if pair in graph.above]
    counted = max(len(known), small * min(large, linking.compared_count))
    return linking.floor + sum(known) / counted


def plain(graph: Graph, linking: Linking) -> list[int]:
    """Return the lowest node of each one's cluster, by the plain method; the lowest of equals join first."""
    clusters: list[Cluster] = [(node,) for node in range(len(graph.sizes))]
    while len(clusters) > 1:
        clusters.sort()
        means = {pair: mean(graph, linking, *pair) for pair in combinations(clusters, 2)}
        nearest = min(means, key=lambda pair: (-means[pair], pair[0][0], pair[1][0]))
        if means[nearest] <= linking.threshold:
            break
        clusters = [one for one in clusters if one not in nearest]
        clusters.append(tuple(sorted(nearest[0] + nearest[1])))
    lowest = {node: cluster[0] for cluster in clusters for node in cluster}
    return [lowest[node] for node in range(len(graph.sizes))]
