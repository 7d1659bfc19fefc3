"""Scores of a grouping against a gold standard: B-cubed, pairwise, across languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.events.scoring import b_cubed, crosslingual, pairwise

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
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
