"""Trees as tables of bits give the points that walking down each tree gives."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.events.made_texts import decision
from transforms.events.decision import (
    MOST_LEAVES,
    UNITS,
    Branch,
    Decision,
    probability,
    shipped_decision,
)
from transforms.events.pairs import DIRECTIONS, FEATURES

Tree = Branch | int
# Few limits, and values at them and between: equal ones meet often.
LIMITS = st.sampled_from([-1.0, -0.1, 0.0, 0.3, 0.33333, 1.0])
NUMBERS = st.one_of(LIMITS, st.floats(-2, 2, width=32))
LINES = st.lists(NUMBERS, min_size=len(FEATURES), max_size=len(FEATURES))
POINTS = st.integers(-2_000, 2_000)


@st.composite
def trees(draw: st.DrawFn, most: int = MOST_LEAVES) -> Tree:
    """Draw a tree of at most so many leaves."""
    leaves = draw(st.integers(1, most))
    return draw(_tree(leaves))


@st.composite
def _tree(draw: st.DrawFn, leaves: int) -> Tree:
    if leaves == 1:
        return draw(POINTS)
    below = draw(st.integers(1, leaves - 1))
    return Branch(
        feature=draw(st.sampled_from(FEATURES[:4])),
        limit=draw(LIMITS),
        below=draw(_tree(below)),
        above=draw(_tree(leaves - below)),
    )


def walked(tree: Tree, values: list[float]) -> int:
    """Return the points of the leaf that a pair reaches; the limit itself is below."""
    while isinstance(tree, Branch):
        value = np.float32(values[FEATURES.index(tree.feature)])
        tree = tree.above if value > np.float32(tree.limit) else tree.below
    return tree


def log_odds(own: Decision, lines: list[list[float]]) -> list[float]:
    found: list[float] = own.log_odds(np.array(lines, np.float32).reshape(-1, len(FEATURES))).tolist()
    return found


def leaf_count(tree: Tree) -> int:
    return leaf_count(tree.below) + leaf_count(tree.above) if isinstance(tree, Branch) else 1


@given(st.lists(trees(), min_size=1, max_size=6), POINTS, st.lists(LINES, max_size=5))
def test_points_are_those_of_walking_down_each_tree(
    grown: list[Tree], bias: int, lines: list[list[float]]
) -> None:
    own = msgspec.structs.replace(decision(), trees=tuple(grown), bias=bias)
    assert log_odds(own, lines) == [
        (bias + sum(walked(tree, values) for tree in grown)) / UNITS for values in lines
    ]


@pytest.mark.parametrize("is_left", [True, False], ids=["left", "right"])
def test_the_longest_tree_of_all_leaves_has_a_bit_for_each(*, is_left: bool) -> None:
    tree: Tree = 0
    for points in range(1, MOST_LEAVES):
        limit = float(points if is_left else -points)
        own = (tree, points) if is_left else (points, tree)
        tree = Branch(feature="hours apart", limit=limit, below=own[0], above=own[1])
    lines = [
        [value if name == "hours apart" else 0.0 for name in FEATURES] for value in np.arange(-9, 9, 0.5)
    ]
    made = msgspec.structs.replace(decision(), trees=(tree,))
    assert leaf_count(tree) == MOST_LEAVES
    assert log_odds(made, lines) == [walked(tree, values) / UNITS for values in lines]
    assert len(set(log_odds(made, lines))) == MOST_LEAVES


def test_more_pairs_than_are_decided_at_once() -> None:
    values = np.random.default_rng(1).normal(size=(5_000, len(FEATURES))).astype(np.float32)
    own = shipped_decision()
    some = own.log_odds(values)
    order = np.random.default_rng(2).permutation(len(values))
    assert (own.log_odds(values[order]) == some[order]).all()
    walks = [sum(walked(tree, line) for tree in own.trees) for line in values[:20].tolist()]
    assert some[:20].tolist() == [(own.bias + points) / UNITS for points in walks]


def test_no_pairs_have_no_log_odds() -> None:
    assert log_odds(shipped_decision(), []) == []


@given(st.lists(trees(4), min_size=1, max_size=4), LINES)
def test_reasons_are_what_is_lost_with_a_typical_value(grown: list[Tree], values: list[float]) -> None:
    typical = dict.fromkeys(FEATURES, 0.25)
    own = msgspec.structs.replace(decision(), trees=tuple(grown), typical=typical)
    reasons = own.reasons(values)
    assert tuple(reasons) == FEATURES
    for at, name in enumerate(FEATURES):
        usual = [*values[:at], 0.25, *values[at + 1 :]]
        assert reasons[name] == pytest.approx(log_odds(own, [values])[0] - log_odds(own, [usual])[0])
    unused = set(FEATURES) - set(FEATURES[:4])
    assert all(reasons[name] == 0 for name in unused)


def test_a_probability_and_its_log_odds_lead_to_each_other() -> None:
    assert probability(0) == 0.5
    for threshold in (0.05, 0.3, 0.5, 0.99):
        own = msgspec.structs.replace(decision(), threshold=threshold, floor=threshold / 2)
        assert probability(own.least_points / UNITS) == pytest.approx(threshold, abs=1e-3)
        assert probability(own.floor_points / UNITS) == pytest.approx(threshold / 2, abs=1e-3)


def test_the_shipped_decision_is_whole() -> None:
    own = shipped_decision()
    assert 0 < own.floor < own.threshold < 1
    assert tuple(own.typical) == FEATURES
    assert len(own.trees) > 1
    assert all(leaf_count(tree) <= MOST_LEAVES for tree in own.trees)
    assert shipped_decision() is own
    again = msgspec.json.decode(msgspec.json.encode(own), type=Decision)
    assert again == own


def features_tested(tree: Tree) -> set[str]:
    if isinstance(tree, int):
        return set()
    return {tree.feature, *features_tested(tree.below), *features_tested(tree.above)}


def test_shipped_trees_ask_for_features_that_there_are() -> None:
    tested = set[str]().union(*(features_tested(tree) for tree in shipped_decision().trees))
    assert {"cosine", "hours apart"} <= tested <= set(FEATURES)


def limits_of(tree: Tree, feature: str) -> set[float]:
    if isinstance(tree, int):
        return set()
    own = {tree.limit} if tree.feature == feature else set()
    return own | limits_of(tree.below, feature) | limits_of(tree.above, feature)


@pytest.mark.parametrize("at", [at for at, one in enumerate(DIRECTIONS) if one], ids=lambda at: FEATURES[at])
def test_closer_never_counts_less(at: int) -> None:
    """Each shipped tree by itself, from every leaf that the other features may lead to."""
    for place, tree in enumerate(shipped_decision().trees):
        limits = sorted(limits_of(tree, FEATURES[at]))
        if not limits:
            continue
        steps = [limits[0] - 1, *limits[1:], limits[-1] + 1]
        others = sorted(features_tested(tree) - {FEATURES[at]})
        for values in _corners(tree, others):
            points = [walked(tree, _line(values | {FEATURES[at]: step})) for step in steps]
            rising = [DIRECTIONS[at] * number for number in points]
            assert rising == sorted(rising), (place, values)


def _corners(tree: Tree, features: list[str]) -> list[dict[str, float]]:
    """Return a value of each feature in each stretch between its limits, in all combinations."""
    found: list[dict[str, float]] = [{}]
    for feature in features:
        limits = sorted(limits_of(tree, feature))
        found = [known | {feature: value} for known in found for value in (*limits, limits[-1] + 1)]
    return found


def _line(values: dict[str, float]) -> list[float]:
    return [values.get(name, 0.0) for name in FEATURES]


@given(LINES, st.sampled_from([at for at, one in enumerate(DIRECTIONS) if one]), st.floats(0, 3, width=32))
def test_more_of_a_feature_moves_the_shipped_log_odds_its_way(
    values: list[float], at: int, more: float
) -> None:
    raised = [*values[:at], values[at] + more, *values[at + 1 :]]
    before, after = log_odds(shipped_decision(), [values, raised])
    assert (after - before) * DIRECTIONS[at] >= 0
