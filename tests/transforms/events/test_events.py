"""Grouping originals into events: joining, splitting and merging, and what becomes of their ids."""

from collections.abc import Sequence
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import EventMember
from tests.transforms.events.made_texts import (
    COSINE_PER_HOUR,
    LEAST_COSINE,
    PLAIN,
    Kept,
    Text,
    at,
    originals,
    regrouped,
)
from transforms.events.decision import shipped_decision
from transforms.events.events import GROUPED_AS_A_WHOLE, most_central
from transforms.events.nearest import WINDOW

WINDOW_H = WINDOW.total_seconds() / 3_600


def members_of(texts: Sequence[Text]) -> Sequence[EventMember]:
    return regrouped(texts).members


def events_of(texts: Sequence[Text]) -> dict[str, str]:
    """Return the events that texts were put in or moved to."""
    return {one.article_id: one.event_id for one in members_of(texts)}


def test_nothing_new_changes_nothing() -> None:
    found = regrouped([at("a", 0, event_id="a"), at("b", 0, event_id="b")])
    assert (found.members, found.aliases, found.changed_events) == ([], {}, {})
    assert found.products == {}


def test_a_text_alone_gives_its_event_its_id() -> None:
    (member,) = members_of([at("a", 0)])
    assert (member.event_id, member.score, member.method_version) == ("a", 1.0, PLAIN.version)


def test_near_texts_join_and_far_ones_stay_alone() -> None:
    assert events_of([at("a", 0), at("b", 30, 1), at("c", 120, 2)]) == {"a": "a", "b": "a", "c": "c"}


def test_the_nearest_event_is_joined() -> None:
    known = [at("a", 0, event_id="first"), at("b", 90, event_id="second")]
    assert events_of([at("c", 10), at("d", 80), *known]) == {"c": "first", "d": "second"}


def test_score_is_how_probable_the_decision_holds_it() -> None:
    scores = [member.score for member in members_of([at("a", 0), at("b", 60, 10)])]
    odds = 20 * (0.5 - 10 * COSINE_PER_HOUR - LEAST_COSINE)
    assert scores == pytest.approx([1 / (1 + np.exp(-odds))] * 2, abs=1e-2)


def test_hours_part_what_a_cosine_would_join() -> None:
    degrees = float(np.degrees(np.arccos(LEAST_COSINE + 0.02)))
    assert events_of([at("a", 0), at("b", degrees, 1)])["b"] == "a"
    assert events_of([at("a", 0), at("b", degrees, 10)])["b"] == "b"


def test_the_window_ends_even_for_the_same_text() -> None:
    assert events_of([at("a", 0), at("b", 0, WINDOW_H)])["b"] == "a"
    assert events_of([at("a", 0), at("b", 0, WINDOW_H + 0.1)])["b"] == "b"


def test_an_event_that_goes_on_carries_its_window_along() -> None:
    days = [at(f"{day}", 0, 24 * day) for day in range(8)]
    assert set(events_of(days).values()) == {"0"}
    kept = Kept()
    for end in range(1, 9):
        regrouped(days[:end], kept)
    assert set(kept.event_ids.values()) == {"0"}


def test_a_late_arrival_joins_an_event_that_began_after_it() -> None:
    assert events_of([at("early", 0), at("a", 10, 5, "event")]) == {"early": "event"}


def test_order_within_a_run_does_not_matter() -> None:
    run = [at("a", 0), at("b", 50, 1), at("c", 100, 2), at("d", 100, 2), at("e", 200, 3)]
    assert len({tuple(members_of(order)) for order in permutations(run)}) == 1


def test_of_texts_of_one_moment_the_first_by_id_gives_the_event_its_id() -> None:
    assert set(events_of([at("b", 0), at("a", 0), at("c", 0)]).values()) == {"a"}


def test_a_text_in_between_brings_two_together() -> None:
    assert events_of([at("a", 0), at("c", 80, 0.2)])["c"] == "c"
    assert events_of([at("a", 0), at("b", 40, 0.1), at("c", 80, 0.2)])["c"] == "a"


def test_an_event_keeps_its_id_when_it_grows() -> None:
    kept = Kept()
    texts = [at("m", 0, 5), at("n", 10, 6), at("b", 5, 7), at("a", 5, 1)]
    for end in range(1, 5):
        found = regrouped(texts[:end], kept)
        assert found.aliases == {}
        assert set(kept.event_ids.values()) == {"m"}
        assert [member.article_id for member in found.members] == [texts[end - 1].article_id]
        assert list(found.changed_events) == ["m"]


def test_a_late_text_shows_that_two_events_are_one() -> None:
    # 75 degrees are too far apart; a text in their midst brings them together.
    known = [at("a", 0, 0, "a"), at("b", 75, 5, "b"), at("c", 77, 6, "b")]
    assert regrouped(known).members == []
    found = regrouped([at("late", 38, 1), *known])
    assert found.aliases == {"a": "b"}
    assert {one.article_id: one.event_id for one in found.members} == {"late": "b", "a": "b"}
    assert found.changed_events == {"b": [1, 0, 2, 3]}


def test_a_late_text_shows_that_one_event_is_two_and_the_larger_part_keeps_the_id() -> None:
    whole = [at("a", 0, 0), at("c", 70, 0), at("d", 75, 0), at("e", 72, 0)]
    kept = Kept()
    regrouped(whole, kept)
    assert set(kept.event_ids.values()) == {"a"}
    found = regrouped([*whole, at("late", 110, 1)], kept)
    assert {one for one, event in kept.event_ids.items() if event == "a"} == {"c", "d", "e", "late"}
    assert kept.event_ids["a"] not in {"a", "late"}
    assert {one.article_id for one in found.members} == {"a", "late"}
    assert found.aliases == {}
    assert set(found.changed_events) == {"a", kept.event_ids["a"]}


def test_a_new_event_never_takes_an_id_that_is_taken() -> None:
    (member,) = regrouped([at("a", 0)], taken=["a"]).members
    assert member.event_id not in {"", "a"}
    assert regrouped([at("a", 0)], taken=["a"]).members == [member]


def test_texts_that_report_other_things_share_no_event() -> None:
    texts = [at("a", 0), at("b", 1, 1), at("c", 2, 2)]
    placed = {
        one.article_id: one.event_id for one in regrouped(texts, apart=[("a", "b"), ("x", "a")]).members
    }
    assert placed["a"] != placed["b"]
    assert placed["c"] in {placed["a"], placed["b"]}


def test_texts_that_shared_an_event_before_they_were_known_to_be_apart_leave_it() -> None:
    kept = Kept()
    texts = [at("a", 0), at("b", 1, 1)]
    regrouped(texts, kept)
    regrouped([*texts, at("c", 1, 2)], kept, apart=[("a", "b")])
    assert kept.event_ids["a"] != kept.event_ids["b"] == kept.event_ids["c"]


def test_opposite_texts_of_one_event_leave_no_division_by_zero() -> None:
    known = [at("a", 0, event_id="x"), at("b", 180, event_id="x")]
    assert set(events_of([at("c", 90, 1), *known])) >= {"c"}


def test_the_shipped_decision_joins_the_same_and_not_the_opposite() -> None:
    found = regrouped([at("a", 0), at("b", 0, 1), at("c", 180, 1)], by=shipped_decision()).members
    events = {one.article_id: one.event_id for one in found}
    assert events["c"] == "c"
    assert {one.method_version for one in found} == {shipped_decision().version}


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        ([at("a", 0), at("b", 25), at("c", 60)], ["b", "a", "c"]),
        ([at("b", 0, 2), at("a", 0, 1), at("c", 0, 1)], ["a", "c", "b"]),
        ([at("only", 10)], ["only"]),
    ],
)
def test_the_most_central_text_comes_first_the_earliest_of_equals(texts: list[Text], ids: list[str]) -> None:
    found = originals(texts)
    assert [found.article_ids[row] for row in most_central(found, range(len(texts)))] == ids


@given(st.lists(st.integers(0, 359), min_size=1, max_size=20), st.data())
def test_what_changed_is_all_that_changed(angles: list[int], data: st.DataObject) -> None:
    texts = [at(f"{number:02}", degrees, number) for number, degrees in enumerate(angles)]
    ends = sorted({*data.draw(st.lists(st.integers(1, len(texts)), max_size=3)), len(texts)})
    kept = Kept()
    for start, end in pairwise([0, *ends]):
        before = dict(kept.event_ids)
        found = regrouped(texts[:end], kept)
        changed = {one for one, event in kept.event_ids.items() if before.get(one) != event}
        assert (
            changed
            == {one.article_id for one in found.members}
            >= {one.article_id for one in texts[start:end]}
        )
        now = set(kept.event_ids.values())
        assert set(found.aliases) == set(before.values()) - now
        assert set(found.aliases.values()) <= now
        for event, rows in found.changed_events.items():
            assert {texts[row].article_id for row in rows} == {
                one for one, own in kept.event_ids.items() if own == event
            }


def test_events_out_of_reach_of_all_new_texts_stay_as_they_are() -> None:
    # The texts of the event are unlike: grouped again, they part.
    texts = [at("p", 90, 0, "unlike"), at("q", 270, 1, "unlike"), at("new", 91, WINDOW_H + 2)]
    assert {one.article_id for one in regrouped(texts, reach=WINDOW).members} == {"new"}
    assert {one.article_id for one in regrouped(texts).members} == {"new", "q"}


def crowd(count: int) -> list[Text]:
    """Return two events of very many texts, at 0 and at 180 degrees, as an earlier run left them."""
    return [
        at(f"{number:04}", 180 * (number % 2) + number % 10, number / 100, f"event {number % 2}")
        for number in range(count)
    ]


MANY = 3 * GROUPED_AS_A_WHOLE


def test_among_very_many_texts_new_ones_join_events_that_stay_together() -> None:
    new = [at("new 0", 5, 10), at("new 1", 185, 11), at("new 2", 95, 12), at("new 3", 96, 13)]
    found = regrouped([*crowd(MANY), *new])
    assert {one.article_id: one.event_id for one in found.members} == {
        "new 0": "event 0",
        "new 1": "event 1",
        "new 2": "new 2",
        "new 3": "new 2",
    }
    assert found.aliases == {}
    assert len(found.changed_events["event 0"]) == MANY // 2 + 1


def test_among_very_many_texts_events_may_become_one() -> None:
    parts = [at("p", 94, 1, "p"), at("q", 95, 2, "p"), at("r", 96, 3, "r")]
    found = regrouped([*crowd(MANY), *parts, at("new", 95, 4)])
    assert found.aliases == {"r": "p"}
    assert {one.article_id for one in found.members} == {"r", "new"}


def test_among_very_many_texts_no_event_is_split() -> None:
    # The texts of one event are unlike: grouped as a whole, they would part.
    texts = [at("p", 90, 1, "unlike"), at("q", 270, 2, "unlike")]
    assert set(events_of([*texts, at("new", 91, 3)])) == {"new", "q"}
    assert set(events_of([*crowd(MANY), *texts, at("new", 91, 3)])) == {"new"}


def test_what_is_kept_of_very_many_texts_is_what_one_run_keeps() -> None:
    """Of 2,500 texts, 500 of them as yet in no event, and one more: no run groups all of them again."""
    random = np.random.default_rng(1)
    texts = [
        Text(article_id=f"{number:04}", vector=random.normal(size=8).tolist(), hour=number / 50)
        for number in range(GROUPED_AS_A_WHOLE + 501)
    ]
    at_once, in_steps = Kept(), Kept()
    regrouped(texts, at_once)
    for end in (GROUPED_AS_A_WHOLE, len(texts) - 1, len(texts)):
        regrouped(texts[:end], in_steps)
    assert {one: list(own) for one, own in in_steps.products.items()} == {
        one: list(own) for one, own in at_once.products.items()
    }
