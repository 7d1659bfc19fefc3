"""Scores against what is true: of groups (B-cubed, pairwise, across languages) and of numbers (AUC, rho)."""

from itertools import product
from statistics import correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.events.scoring import auc, b_cubed, crosslingual, pairwise, spearman

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
# Few values, so that many are equal.
VALUES = st.one_of(st.integers(-3, 3).map(float), st.floats(-1, 1))
FOUND = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "z"}


def test_scores_reckoned_by_hand() -> None:
    # Of the pairs ab, ac, bc, de one was found, and of the pairs ab, cd one is true.
    pairs = pairwise(FOUND, GOLD)
    assert (pairs.precision, pairs.recall) == (0.5, 0.25)
    assert pairs.f1 == pytest.approx(1 / 3)
    cubed = b_cubed(FOUND, GOLD)
    assert cubed.precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 1) / 5)
    assert cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 0.5 + 0.5) / 5)


def test_pairs_across_languages_leave_out_those_within_one() -> None:
    language = {"a": "en", "b": "de", "c": "en", "d": "en", "e": "de"}
    # Across: true are ab, bc, de; found is ab alone, for cd are both English.
    across = crosslingual(FOUND, GOLD, language)
    assert across.precision == 1.0
    assert across.recall == pytest.approx(1 / 3)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 3), min_size=1))
def test_what_is_right_scores_one_whatever_the_names(gold: dict[str, int]) -> None:
    found = {item: f"cluster {event}" for item, event in gold.items()}
    language = dict.fromkeys(gold, "en")
    for score in (b_cubed(found, gold), pairwise(found, gold), crosslingual(found, gold, language)):
        assert (score.precision, score.recall, score.f1) == pytest.approx((1, 1, 1))


def test_everything_in_one_cluster_has_recall_but_no_precision() -> None:
    score = b_cubed(dict.fromkeys(GOLD, "x"), GOLD)
    assert score.recall == 1
    assert score.precision == pytest.approx((3 * 3 / 5 + 2 * 2 / 5) / 5)


@given(st.lists(st.tuples(VALUES, st.booleans()), max_size=30))
def test_the_area_is_the_share_of_pairs_in_the_right_order(items: list[tuple[float, bool]]) -> None:
    found = auc([value for value, _ in items], [true for _, true in items])
    true, false = ([value for value, is_true in items if is_true is side] for side in (True, False))
    wins = [(one > other) + (one == other) / 2 for one, other in product(true, false)]
    if not wins:
        assert found is None
    else:
        assert found == pytest.approx(sum(wins) / len(wins))


@given(st.lists(st.tuples(VALUES, VALUES), max_size=20))
def test_rho_is_the_correlation_of_ranks(items: list[tuple[float, float]]) -> None:
    sides = [[item[side] for item in items] for side in (0, 1)]
    found = spearman(*sides)
    if any(len(set(side)) < 2 for side in sides):
        assert found is None
    else:
        assert found == pytest.approx(correlation(*map(plain_ranks, sides)), abs=1e-9)


def plain_ranks(values: list[float]) -> list[float]:
    return [
        sum(other < value for other in values) + sum(other == value for other in values) / 2
        for value in values
    ]


def test_the_area_and_rho_of_a_perfect_a_reversed_and_a_blind_order() -> None:
    is_true = [False, False, True, True]
    for values, area, rho in (([1, 2, 3, 4], 1, 1), ([4, 3, 2, 1], 0, -1), ([7, 7, 7, 7], 0.5, None)):
        assert auc(values, is_true) == area
        assert spearman(values, [1, 2, 3, 4]) == rho
