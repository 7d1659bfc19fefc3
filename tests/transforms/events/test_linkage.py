"""Average linkage against the plain method: join the two nearest of all clusters, again and again."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.events.plain_linkage import Graph, MadeParting, plain
from transforms.events.linkage import Linking, average_linkage

LINKING = Linking(threshold=-1_500, floor=-3_000, compared_count=30)
FEW_COMPARED = Linking(threshold=-1_500, floor=-3_000, compared_count=2)


def graphs(values: st.SearchStrategy[int]) -> st.SearchStrategy[Graph]:
    """Draw graphs of a few nodes, of one text or more, with some of the edges that there may be."""

    def of_nodes(sizes: list[int]) -> st.SearchStrategy[Graph]:
        pairs = list(combinations(range(len(sizes)), 2))
        pair = st.sampled_from(pairs) if pairs else st.nothing()
        return st.builds(
            Graph,
            sizes=st.just(sizes),
            above=st.dictionaries(pair, values, max_size=30 if pairs else 0),
            barred=st.sets(pair, max_size=2 if pairs else 0),
        )

    return st.lists(st.sampled_from([1, 1, 1, 2, 5]), max_size=9).flatmap(of_nodes)


# Many values, so that means differ, and few, so that many are equal.
DIFFERENT = graphs(st.integers(1, 9_000))
EQUAL = graphs(st.sampled_from([1_500, 2_000, 6_000]))


def linked(graph: Graph, linking: Linking = LINKING) -> list[int]:
    return average_linkage(graph.sizes, graph.edges, graph.barred, linking)


@given(DIFFERENT, st.sampled_from([LINKING, FEW_COMPARED]))
def test_clusters_are_those_of_joining_the_two_nearest(graph: Graph, linking: Linking) -> None:
    assert linked(graph, linking) == plain(graph, linking)


@given(EQUAL, st.sampled_from([LINKING, FEW_COMPARED]))
def test_of_equally_near_clusters_the_lowest_join_first(graph: Graph, linking: Linking) -> None:
    assert linked(graph, linking) == plain(graph, linking)


@given(
    st.one_of(DIFFERENT, EQUAL),
    st.sampled_from([LINKING, FEW_COMPARED]),
    st.integers(-500, 3_000),
    st.frozensets(st.integers(0, 8)),
)
def test_clusters_that_are_twins_stay_two_as_by_the_plain_method(
    graph: Graph, linking: Linking, least_points: int, alike: frozenset[int]
) -> None:
    parting = MadeParting(least_points, alike)
    found = average_linkage(graph.sizes, graph.edges, graph.barred, linking, parting)
    assert found == plain(graph, linking, parting)


def test_clusters_stay_two_where_their_own_pairs_are_much_nearer() -> None:
    near, nearer = 2_000, 6_000
    above = {(0, 1): nearer, (2, 3): nearer, (0, 2): near, (0, 3): near, (1, 2): near, (1, 3): near}
    graph = Graph([1] * 4, above, set())

    def parted(least_points: int, *alike: int) -> list[int]:
        parting = MadeParting(least_points, frozenset(alike))
        return average_linkage(graph.sizes, graph.edges, [], LINKING, parting)

    assert linked(graph) == [0, 0, 0, 0]
    assert parted(nearer - near) == [0, 0, 2, 2]
    assert parted(nearer - near + 1) == [0, 0, 0, 0]
    assert parted(nearer - near, 2, 3) == [0, 0, 0, 0]


def test_a_text_alone_has_no_pairs_of_its_own_and_joins() -> None:
    edges = Graph([1] * 3, {(0, 1): 6_000, (0, 2): 2_000, (1, 2): 2_000}, set()).edges
    assert average_linkage([1] * 3, edges, [], LINKING, MadeParting(0, frozenset())) == [0, 0, 0]


@given(EQUAL, st.randoms())
def test_the_order_of_edges_does_not_matter(graph: Graph, random: Random) -> None:
    edges = [
        (one, other, value, count) if random.random() < 0.5 else (other, one, value, count)
        for one, other, value, count in graph.edges
    ]
    random.shuffle(edges)
    barred = [(other, one) for one, other in graph.barred]
    assert average_linkage(graph.sizes, edges, barred, LINKING) == linked(graph)


@given(DIFFERENT)
def test_barred_nodes_share_no_cluster(graph: Graph) -> None:
    found = linked(graph)
    assert all(found[one] != found[other] for one, other in graph.barred)
    assert [found[name] for name in found] == found
    assert all(name <= node for node, name in enumerate(found))


def test_a_bar_holds_for_whatever_joins_later() -> None:
    near, nearer = 4_000, 6_000
    above = {(0, 1): nearer, (2, 3): nearer, (0, 2): near, (0, 3): near, (1, 2): near, (1, 3): near}
    assert linked(Graph([1] * 4, above, set())) == [0] * 4
    assert linked(Graph([1] * 4, above, {(1, 3)})) == [0, 0, 2, 2]


def test_clusters_join_above_the_threshold_and_not_at_it() -> None:
    needed = LINKING.threshold - LINKING.floor
    assert linked(Graph([1, 1], {(0, 1): needed}, set())) == [0, 1]
    assert linked(Graph([1, 1], {(0, 1): needed + 1}, set())) == [0, 0]


def test_an_average_outweighs_one_near_pair() -> None:
    # 2 is near to 1 alone, and 0 and 1 are nearer to each other.
    above = {(0, 1): 8_000, (1, 2): 2_900}
    assert linked(Graph([1] * 3, above, set())) == [0, 0, 2]
    assert linked(Graph([1] * 3, {**above, (1, 2): 3_100}, set())) == [0, 0, 0]


@pytest.mark.parametrize("size", [30, 3_000])
def test_a_text_joins_a_cluster_of_any_size_by_those_it_is_compared_with(size: int) -> None:
    needed = (LINKING.threshold - LINKING.floor) * LINKING.compared_count
    assert linked(Graph([size, 1], {(0, 1): needed}, set())) == [0, 1]
    assert linked(Graph([size, 1], {(0, 1): needed + 1}, set())) == [0, 0]


def test_texts_that_are_compared_with_more_count_no_more_than_once() -> None:
    few = Linking(threshold=-1_500, floor=-3_000, compared_count=2)
    edges = [(0, 1, 6 * 1_400, 6)]
    assert average_linkage([6, 1], edges, [], few) == [0, 1]
    assert average_linkage([6, 1], [(0, 1, 6 * 1_600, 6)], [], few) == [0, 0]


def test_nothing_is_clustered_where_there_is_nothing() -> None:
    assert linked(Graph([], {}, set())) == []
    assert linked(Graph([3, 1], {}, set())) == [0, 1]


def test_a_long_chain_does_not_become_one_cluster() -> None:
    count = 2_000
    found = linked(Graph([1] * count, {(node, node + 1): 4_000 for node in range(count - 1)}, set()))
    # Pairs by pairs: what connects two of these is one pair in four.
    assert max(np.bincount(found)) == 2
