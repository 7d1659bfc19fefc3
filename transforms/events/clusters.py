"""Clusters of texts that report the same event, from the pairs of each text with its nearest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.events.decision import UNITS, Decision, probability
from transforms.events.linkage import Edge, Linking, average_linkage
from transforms.events.nearest import COMPARED_COUNT, Nearest
from transforms.events.originals import Originals
from transforms.events.pairs import Pairs
from transforms.events.terms import Rows
from transforms.events.twins import Twins

_SCORE_DECIMALS = 4
# Only a text alone has a score of 1.
_MOST_SCORE = 0.9999
# Of the texts that a text is compared with, a third at least should be in a cluster that it belongs to.
_COUNTED = COMPARED_COUNT // 3
_PAIRS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A text (row) in its cluster, which is called by the row of its first text.

    The score is the probability that the decision gives to the text and those of its nearest that are in its
    cluster, on average; 1 for a text alone.
    """

    row: int
    cluster: int
    score: float


def cluster(
    originals: Originals,
    near: Nearest,
    decision: Decision,
    compared: Rows,
    apart: Iterable[tuple[int, int]] = (),
) -> list[Placed]:
    """Cluster the texts that were compared (rows), with the events of all others as they are.

    Pairs of rows in `apart` share no cluster. Returns the compared texts, and those of events near to them.
    """
    ones, others, above = _likely_pairs(originals, near, decision)
    nodes = _nodes(originals, compared, np.union1d(ones, others))
    node_of = {row: node for node, rows in enumerate(nodes) for row in rows}
    linking = Linking(threshold=decision.least_points, floor=decision.floor_points, compared_count=_COUNTED)
    barred = [(node_of[one], node_of[other]) for one, other in apart if one in node_of and other in node_of]
    edges = _edges(node_of, ones, others, above)
    gap = decision.twin_gap
    twins = None if gap is None else Twins(originals, near.products, decision, nodes, gap)
    cluster_of = average_linkage([len(rows) for rows in nodes], edges, barred, linking, twins)
    scores = _scores(ones, others, above + decision.floor_points, node_of, cluster_of)
    return [
        Placed(row, nodes[cluster_of[node]][0], scores.get(row, 1.0))
        for node, rows in enumerate(nodes)
        for row in rows
    ]


def _likely_pairs(originals: Originals, near: Nearest, decision: Decision) -> tuple[Rows, Rows, Rows]:
    """Return the pairs whose log odds are above the floor, each once, and by how much they are."""
    ones, others = np.minimum(*near.pairs), np.maximum(*near.pairs)
    ones, others = np.divmod(np.unique(ones * len(originals) + others), max(1, len(originals)))
    texts = Pairs(originals, near.products, np.union1d(ones, others))
    above = _points(texts, decision, ones, others) - decision.floor_points
    kept = above > 0
    return ones[kept], others[kept], above[kept]


def _points(texts: Pairs, decision: Decision, ones: Rows, others: Rows) -> NDArray[np.int64]:
    """Return the points of pairs; a first run has more pairs than features of all fit in memory."""
    found = np.empty(len(ones), dtype=np.int64)
    for start in range(0, len(ones), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        found[part] = decision.points(texts.features(ones[part], others[part]))
    return found


def _nodes(originals: Originals, compared: Rows, near: Rows) -> list[list[int]]:
    """Return the rows of each node, in the order of their first texts.

    Compared texts are alone; of all others, those of an event that is near are together.
    """
    is_compared, is_listed = np.zeros((2, len(originals)), dtype=np.bool_)
    is_compared[compared] = True
    is_listed[compared] = is_listed[near] = True
    events = {originals.event_ids[row] for row in near[~is_compared[near]].tolist()} - {None}
    together: dict[str | int, list[int]] = {}
    listed = [row for row, event_id in enumerate(originals.event_ids) if is_listed[row] or event_id in events]
    for row in originals.in_order(listed):
        event_id = originals.event_ids[row]
        together.setdefault(row if is_compared[row] or event_id is None else event_id, []).append(row)
    return list(together.values())


def _edges(node_of: Mapping[int, int], ones: Rows, others: Rows, above: Rows) -> list[Edge]:
    """Return the pairs of nodes, with the sum and the number of their pairs of texts."""
    sums: dict[tuple[int, int], int] = defaultdict(int)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for one, other, value in zip(ones.tolist(), others.tolist(), above.tolist(), strict=True):
        low, high = sorted((node_of[one], node_of[other]))
        if low != high:
            sums[low, high] += value
            counts[low, high] += 1
    return [(low, high, value, counts[low, high]) for (low, high), value in sums.items()]


def _scores(
    ones: Rows, others: Rows, points: Rows, node_of: Mapping[int, int], cluster_of: Sequence[int]
) -> dict[int, float]:
    """Return the mean probability of each text with those of its nearest that are in its cluster."""
    found: dict[int, list[int]] = defaultdict(list)
    for one, other, value in zip(ones.tolist(), others.tolist(), points.tolist(), strict=True):
        if cluster_of[node_of[one]] == cluster_of[node_of[other]]:
            found[one].append(value)
            found[other].append(value)
    return {
        row: min(_MOST_SCORE, round(probability(sum(values) / len(values) / UNITS), _SCORE_DECIMALS))
        for row, values in found.items()
    }
