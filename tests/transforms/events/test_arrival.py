"""Events are the same in whatever order texts arrive, in one run or in many."""

import os
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.events.made_texts import NEIGHBOURLY, PARTING, PLAIN, Kept, Text, grouped, happenings
from transforms.events.decision import shipped_decision
from transforms.events.events import MOST_REACH
from transforms.events.nearest import WINDOW
from transforms.events.scoring import b_cubed

# Texts of one day and of one so much later never depend on each other.
BEYOND_REACH_H = (MOST_REACH + WINDOW).total_seconds() / 3_600 + 24
DECISIONS = {"plain": PLAIN, "neighbourly": NEIGHBOURLY, "parting": PARTING, "shipped": shipped_decision()}
# PARALLAX_TESTS_WHOLE=1 groups as many texts as an hour of real news is grouped with.
LARGE = 1_500 if os.environ.get("PARALLAX_TESTS_WHOLE") else 250


def shuffled(texts: Sequence[Text], run_count: int, random: Random) -> list[list[Text]]:
    """Return the texts of so many runs, in any order; a run may bring nothing."""
    order = random.sample(texts, len(texts))
    ends = sorted(random.choices(range(len(texts) + 1), k=run_count - 1))
    return [order[start:end] for start, end in pairwise([0, *ends, len(order)])]


def state(kept: Kept) -> object:
    """Return what must be equal: the texts of each event, and what the next run continues from."""
    return kept.groups(), {one: list(products) for one, products in kept.products.items()}


@pytest.mark.parametrize("name", DECISIONS)
@given(
    st.integers(0, 99_999), st.integers(1, 40), st.sampled_from([1, 8, 20]), st.integers(1, 8), st.randoms()
)
def test_groups_are_the_same_to_the_letter(
    name: str, seed: int, count: int, days: int, run_count: int, random: Random
) -> None:
    """All texts are within reach of all others, so every run groups all of them again."""
    texts = happenings(seed, count, days)
    at_once = grouped([texts], DECISIONS[name])
    assert state(grouped(shuffled(texts, run_count, random), DECISIONS[name])) == state(at_once)
    assert len(at_once.event_ids) == count


@pytest.mark.parametrize("seed", range(2))
def test_groups_of_many_texts_are_the_same_to_the_letter(seed: int) -> None:
    texts = happenings(seed, LARGE, days=8, kinds=LARGE // 20)
    at_once = grouped([texts], shipped_decision())
    assert 1 < len(at_once.groups()) < LARGE
    assert state(grouped(shuffled(texts, 6, Random(seed)), shipped_decision())) == state(at_once)


@given(st.integers(0, 99_999), st.integers(1, 12), st.randoms())
def test_later_news_changes_no_event_of_before(seed: int, count: int, random: Random) -> None:
    """These are out of reach of what was published so long before."""
    texts = happenings(seed, count, days=1)
    late = [
        Text(article_id=f"late {one.article_id}", vector=one.vector, hour=one.hour + BEYOND_REACH_H)
        for one in texts
    ]
    runs = shuffled(texts, 3, random)
    before = grouped(runs, PLAIN).groups()
    assert before <= grouped([*runs, *shuffled(late, 3, random)], PLAIN).groups()


@pytest.mark.parametrize("name", ["plain", "neighbourly"])
def test_where_a_run_reaches_one_window_the_order_hardly_matters(name: str) -> None:
    """Events of texts that are further than that from all new ones stay as they are."""
    scores = []
    for seed in range(8):
        texts = happenings(seed, 60, days=8, kinds=6)
        at_once = grouped([texts], DECISIONS[name]).event_ids
        runs = shuffled(texts, 6, Random(seed))
        scores.append(b_cubed(grouped(runs, DECISIONS[name], WINDOW).event_ids, at_once).f1)
    assert min(scores) > 0.9
    assert sum(scores) / len(scores) > 0.98
