"""Clusters of compared texts, with the events of all others as they are."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.events.made_texts import NEIGHBOURLY, PLAIN, Text, at, happenings, originals
from tests.transforms.events.plain_linkage import Graph, plain
from transforms.events.clusters import Placed, cluster
from transforms.events.decision import UNITS, Decision, probability
from transforms.events.linkage import Linking
from transforms.events.nearest import COMPARED_COUNT, Nearest, nearest
from transforms.events.originals import Originals
from transforms.events.pairs import Pairs

# What `clusters` counts of two clusters' pairs at most, for each text of the smaller one.
COUNTED = COMPARED_COUNT // 3


def compare(known: Originals, compared: Sequence[int]) -> Nearest:
    return nearest(known.vectors, known.published_s, np.array(compared, dtype=np.intp), known.products)


def clustered(
    texts: Sequence[Text],
    compared: Sequence[int] | None = None,
    apart: Sequence[tuple[int, int]] = (),
    by: Decision = PLAIN,
) -> dict[int, Placed]:
    known = originals(texts)
    rows = range(len(texts)) if compared is None else compared
    found = cluster(known, compare(known, rows), by, np.array(rows, dtype=np.intp), apart)
    placed = {one.row: one for one in found}
    assert len(placed) == len(found)
    return placed


def clusters_of(placed: dict[int, Placed]) -> dict[int, int]:
    return {row: one.cluster for row, one in placed.items()}


def plainly(texts: Sequence[Text], by: Decision) -> dict[int, int]:
    """Return the first text of each one's cluster, from the log odds of all pairs of near texts."""
    known = originals(texts)
    near = compare(known, range(len(texts)))
    order = known.in_order(range(len(texts)))
    node_of = {row: node for node, row in enumerate(order)}
    values = Pairs(known, near.products, np.arange(len(texts))).features(*near.pairs)
    above = {}
    for one, other, odds in zip(*(rows.tolist() for rows in near.pairs), by.log_odds(values), strict=True):
        points = round(float(odds) * UNITS) - by.floor_points
        if points > 0:
            low, high = sorted((node_of[one], node_of[other]))
            above[low, high] = points
    linking = Linking(threshold=by.least_points, floor=by.floor_points, compared_count=COUNTED)
    found = plain(Graph([1] * len(texts), above, set()), linking)
    return {row: order[found[node]] for row, node in node_of.items()}


@given(st.integers(0, 9_999), st.integers(1, 25), st.sampled_from([PLAIN, NEIGHBOURLY]))
def test_clusters_are_those_of_the_plain_method(seed: int, count: int, by: Decision) -> None:
    texts = happenings(seed, count, days=6)
    assert clusters_of(clustered(texts, by=by)) == plainly(texts, by)


def test_a_cluster_is_called_by_its_first_text() -> None:
    texts = [at("late", 0, 9), at("b", 1, 5), at("a", 2, 5), at("far", 120, 1)]
    assert clusters_of(clustered(texts)) == {0: 2, 1: 2, 2: 2, 3: 3}


def test_a_score_is_the_mean_with_the_others_of_the_cluster() -> None:
    placed = clustered([at("a", 0), at("b", 60), at("c", 65), at("far", 180)])
    known = originals([at("a", 0), at("b", 60), at("c", 65)])
    near = compare(known, range(3))
    values = Pairs(known, near.products, np.arange(3)).features(np.array([0, 0]), np.array([1, 2]))
    assert placed[0].score == pytest.approx(probability(PLAIN.log_odds(values).mean()), abs=1e-3)
    assert placed[1].score > placed[2].score > placed[0].score
    assert placed[3].score == 1


def test_only_a_text_alone_has_a_score_of_one() -> None:
    placed = clustered([at("a", 0), at("b", 0), at("far", 180)])
    assert 0.99 < placed[0].score == placed[1].score < 1 == placed[2].score


def test_events_of_texts_that_are_not_compared_stay_together() -> None:
    # The two halves of the event are not alike, and only the one is near.
    texts = [at("a", 0, 0, "x"), at("b", 180, 1, "x"), at("far", 260, 1, "y"), at("new", 65, 2)]
    assert clusters_of(clustered(texts, compared=[3])) == {0: 0, 1: 0, 3: 3}
    nearer = [at("a", 0, 0, "x"), at("b", 50, 1, "x"), at("far", 200, 1, "y"), at("new", 10, 2)]
    assert clusters_of(clustered(nearer, compared=[3])) == {0: 0, 1: 0, 3: 0}


def test_a_new_text_joins_events_that_are_one() -> None:
    texts = [at("a", 0, 0, "x"), at("b", 74, 1, "y"), at("new", 37, 2)]
    assert clusters_of(clustered(texts, compared=[2])) == {0: 0, 1: 0, 2: 0}


def test_compared_texts_leave_the_events_that_they_were_in() -> None:
    texts = [at("a", 0, 0, "x"), at("b", 120, 1, "x"), at("c", 121, 2, "x")]
    assert clusters_of(clustered(texts)) == {0: 0, 1: 1, 2: 1}


@given(st.integers(0, 9_999), st.integers(2, 25), st.data())
def test_texts_that_are_apart_share_no_cluster(seed: int, count: int, data: st.DataObject) -> None:
    row = st.integers(0, count - 1)
    pairs = st.tuples(row, row).filter(lambda pair: pair[0] != pair[1])
    apart = data.draw(st.lists(pairs, max_size=6))
    placed = clustered(happenings(seed, count, days=2, kinds=2), apart=apart)
    assert all(placed[one].cluster != placed[other].cluster for one, other in apart)


def test_nothing_compared_places_nothing() -> None:
    assert clustered([at("a", 0, 0, "x")], compared=[]) == {}
