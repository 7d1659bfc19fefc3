"""How alike two texts are, and how near a text or an event is to the texts around it."""

import numpy as np
import pytest

from tests.transforms.events.made_texts import LEAST_COSINE, PLAIN, at, decision, happenings, originals
from transforms.events.decision import Decision, probability, shipped_decision
from transforms.events.likeness import likeness, near_texts, nearest_events, tightness
from transforms.events.nearest import COMPARED_COUNT, WINDOW
from transforms.events.pairs import FEATURES

WINDOW_H = WINDOW.total_seconds() / 3_600


def even(cosine: float) -> float:
    """Return what the plain decision says of two texts of one moment."""
    return probability(20 * (cosine - LEAST_COSINE))


def test_the_same_is_wholly_alike_and_the_opposite_not_at_all() -> None:
    texts = originals([at("a", 0), at("b", np.degrees(np.arccos(0.6))), at("c", 180)])
    found = likeness(texts, np.array([0, 0, 0, 1]), np.array([0, 1, 2, 0]))
    assert found == pytest.approx([1, 0.6, -1, 0.6], abs=1e-3)


def test_the_texts_near_to_one_come_with_the_most_probable_first() -> None:
    texts = [at("own", 0), at("far", 120), at("near", 20), at("nearer", 10), at("late", 0, WINDOW_H + 1)]
    found = near_texts(originals(texts), 0, PLAIN)
    assert [texts[one.row].article_id for one in found] == ["nearer", "near", "far"]
    assert [one.cosine for one in found] == pytest.approx(np.cos(np.radians([10, 20, 120])), abs=1e-3)
    expected = [even(one.cosine) for one in found]
    assert [one.probability for one in found] == pytest.approx(expected, abs=0.03)
    assert near_texts(originals(texts[:1]), 0, PLAIN) == []


def test_of_equally_probable_texts_the_nearer_comes_first() -> None:
    texts = [at("own", 0), at("b", 10), at("a", 9.9), at("c", 10)]
    assert [one.row for one in near_texts(originals(texts), 0, decision())] == [2, 1, 3]


@pytest.mark.parametrize("by", [PLAIN, shipped_decision()], ids=["plain", "shipped"])
def test_each_near_text_has_its_features_and_their_reasons(by: Decision) -> None:
    texts = originals(happenings(1, 30, days=3))
    found = near_texts(texts, 5, by)
    assert len(found) > 3
    for one in found:
        assert len(one.features) == len(one.reasons) == len(FEATURES)
        assert one.features[FEATURES.index("cosine")] == one.cosine
        assert list(by.reasons(one.features).values()) == one.reasons
        values = np.array([one.features], dtype=np.float32)
        assert one.probability == probability(by.log_odds(values).item())


def test_a_text_among_many_has_as_many_near_as_it_is_compared_with() -> None:
    assert len(near_texts(originals(happenings(2, 200, days=2)), 0, PLAIN)) == COMPARED_COUNT


def test_looking_changes_nothing() -> None:
    texts = originals(happenings(3, 30, days=3))
    before = texts.products.copy()
    near_texts(texts, 0, PLAIN)
    nearest_events(texts, [0, 1], PLAIN, 3)
    assert (texts.products == before).all()


def test_an_event_is_as_tight_as_its_pairs_are_on_average() -> None:
    texts = originals([at("a", 0), at("b", 40), at("c", 60), at("far", 180)])
    odds = [20 * (np.cos(np.radians(degrees)) - LEAST_COSINE) for degrees in (40, 20, 60)]
    assert tightness(texts, [0, 1, 2], PLAIN) == pytest.approx(probability(np.mean(odds)), abs=0.01)
    assert tightness(texts, [0, 1], PLAIN) > tightness(texts, [0, 3], PLAIN)
    assert tightness(texts, [2], PLAIN) == 1


def test_a_very_large_event_is_as_tight_as_some_of_its_texts() -> None:
    texts = originals([at(f"{number:03}", number / 20) for number in range(600)])
    assert tightness(texts, range(600), PLAIN) == pytest.approx(1, abs=1e-3)


def test_the_events_nearest_to_one_are_those_most_probably_one_with_it() -> None:
    texts = originals(
        [
            *(at("a", 0, 0, "own"), at("b", 4, 1, "own")),
            *(at("c", 50, 1, "near"), at("d", 54, 2, "near")),
            *(at("e", -70, 1, "farther"), at("f", 180, 1, "far"), at("g", 0, WINDOW_H + 2, "late")),
        ]
    )
    found = nearest_events(texts, [0, 1], PLAIN, 2)
    assert [event for event, _ in found] == ["near", "farther"]
    odds = [
        20 * (np.cos(np.radians(degrees)) - LEAST_COSINE) - 0.08 * hours
        for degrees, hours in ((50, 1), (54, 2), (46, 0), (50, 1))
    ]
    assert found[0][1] == pytest.approx(probability(np.mean(odds)), abs=0.02)
    assert len(nearest_events(texts, [0, 1], PLAIN, 9)) == 3


def test_texts_in_no_event_are_no_event_that_is_near() -> None:
    texts = originals([at("a", 0, 0, "own"), at("new", 0)])
    assert nearest_events(texts, [0], PLAIN, 3) == []
