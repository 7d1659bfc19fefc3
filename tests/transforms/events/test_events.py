"""Grouping originals into events: joining, splitting and merging."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import EventMember
from transforms.events.clusters import WINDOW, Clusters
from transforms.events.events import Regrouping, most_central, regroup
from transforms.events.features import TextFeatures, in_columns
from transforms.events.joining import DIRECTIONS, FEATURES, Card, Decision, features, shipped_decision
from transforms.events.originals import Originals

START = datetime(2026, 1, 6, tzinfo=UTC)
JOIN_THRESHOLD, PENALTY_PER_HOUR, STEEPNESS = 0.30, 0.004, 20.0


def card(feature: str, slope: float = 0.0, most: float = 0.0) -> Card:
    """Points that rise by `slope` a unit up to `most` units, in a thousand steps."""
    breaks = np.linspace(-most, most, 2_001) if slope else np.array([])
    points = [0.0, *(slope * breaks)] if slope else [0.0]
    return Card(feature=feature, breaks=tuple(breaks), points=(slope * -most, *points[1:]))


# A decision that can be reckoned by hand: the cosine, less a penalty an hour, against a threshold.
PLAIN = Decision(
    version="plain",
    bias=-STEEPNESS * JOIN_THRESHOLD,
    cards=(
        card("cosine with the centre", STEEPNESS, 1.0),
        *(card(name) for name in FEATURES[1:4]),
        card("hours to the nearest of first and last", -STEEPNESS * PENALTY_PER_HOUR, 100.0),
        *(card(name) for name in FEATURES[5:]),
    ),
)


NO_FEATURES = TextFeatures()


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text whose vector stands at an angle: cosines are those of the differences."""

    article_id: str
    degrees: float
    hour: float = 0
    event_id: str | None = None
    features: TextFeatures = NO_FEATURES


def told(article_id: str, degrees: float, hour: float = 0, event_id: str | None = None) -> Text:
    return Text(article_id=article_id, degrees=degrees, hour=hour, event_id=event_id)


def originals(texts: Sequence[Text]) -> Originals:
    angles = np.radians([text.degrees for text in texts])
    return Originals(
        article_ids=[text.article_id for text in texts],
        published_s=np.array([START.timestamp() + text.hour * 3600 for text in texts]),
        vectors=np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32),
        languages=["en"] * len(texts),
        features=in_columns(text.features for text in texts),
        event_ids=[text.event_id for text in texts],
        scores=[0.5] * len(texts),
    )


def regrouped(texts: Sequence[Text], *apart: tuple[str, str], taken: Sequence[str] = ()) -> Regrouping:
    return regroup(originals(texts), apart=apart, taken=taken, decision=PLAIN)


def group_events(new: Sequence[Text], known: Sequence[Text]) -> Sequence[EventMember]:
    return regrouped([*new, *known]).members


def events_of(new: Sequence[Text], known: Sequence[Text] = ()) -> dict[str, str]:
    return {member.article_id: member.event_id for member in group_events(new, known)}


def test_nothing_new_changes_nothing() -> None:
    found = regrouped([told("a", 0, event_id="a")])
    assert (found.members, found.aliases, found.changed_events) == ([], {}, {})


def test_a_founder_gives_its_event_its_id() -> None:
    (member,) = group_events([told("a", 0)], [])
    assert (member.event_id, member.score, member.method_version) == ("a", 1.0, PLAIN.version)


def test_near_texts_join_and_far_ones_found() -> None:
    assert events_of([told("a", 0), told("b", 30, 1), told("c", 120, 2)]) == {"a": "a", "b": "a", "c": "c"}


def test_the_nearest_event_is_joined() -> None:
    known = [told("a", 0, event_id="first"), told("b", 90, event_id="second")]
    assert events_of([told("c", 10), told("d", 80)], known) == {"c": "first", "d": "second"}


def test_score_is_how_probable_the_decision_holds_it() -> None:
    members = group_events([told("a", 0), told("b", 60, 10)], [])
    odds = STEEPNESS * (0.5 - 10 * PENALTY_PER_HOUR - JOIN_THRESHOLD)
    assert members[1].score == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-3)


def test_hours_part_what_a_cosine_would_join() -> None:
    degrees = float(np.degrees(np.arccos(JOIN_THRESHOLD + 0.02)))
    soon, late = 1, 10
    assert events_of([told("a", 0), told("b", degrees, soon)])["b"] == "a"
    assert events_of([told("a", 0), told("b", degrees, late)])["b"] == "b"


def test_the_window_ends_even_for_the_same_text() -> None:
    hours = WINDOW.total_seconds() / 3600
    assert events_of([told("a", 0), told("b", 0, hours)])["b"] == "a"
    assert events_of([told("a", 0), told("b", 0, hours + 0.1)])["b"] == "b"


def test_an_event_that_goes_on_carries_its_window_along() -> None:
    chain = [told(f"{day}", 0, 24 * day) for day in range(8)]
    assert set(events_of(chain).values()) == {"0"}


def test_a_late_arrival_joins_an_event_after_it() -> None:
    assert events_of([told("early", 0)], [told("a", 10, 5, "event")]) == {"early": "event"}


def test_order_within_a_batch_does_not_matter() -> None:
    batch = [told("a", 0), told("b", 50, 1), told("c", 100, 2), told("d", 100, 2), told("e", 200, 3)]
    answers = {tuple(group_events(order, [])) for order in permutations(batch)}
    assert len(answers) == 1


def test_a_joined_text_moves_the_middle() -> None:
    # 80 degrees is too far from 0 alone, and near enough to the middle of 0 and 60.
    assert events_of([told("a", 0), told("c", 80, 0.2)])["c"] == "c"
    assert events_of([told("a", 0), told("b", 60, 0.1), told("c", 80, 0.2)])["c"] == "a"


def test_opposite_texts_of_one_event_leave_no_division_by_zero() -> None:
    known = [told("a", 0, event_id="x"), told("b", 180, event_id="x")]
    assert events_of([told("c", 90, 1)], known)["c"] in {"c", "x"}


def test_the_shipped_decision_has_a_card_for_every_feature_in_order() -> None:
    decision = shipped_decision()
    assert tuple(one.feature for one in decision.cards) == FEATURES
    assert all(len(one.points) == len(one.breaks) + 1 for one in decision.cards)
    assert shipped_decision().version == decision.version != PLAIN.version


def test_closer_never_counts_less() -> None:
    for one, direction in zip(shipped_decision().cards, DIRECTIONS, strict=True):
        steps = np.diff(one.points)
        assert list(one.breaks) == sorted(one.breaks)
        assert not direction or (steps * direction >= 0).all(), one.feature


def test_points_are_counted_above_their_breaks() -> None:
    counting = Card(feature="any", breaks=(1.0, 2.0), points=(-1.0, 0.0, 5.0))
    assert [counting.counted(value) for value in (0.5, 1.0, 1.5, 2.0, 2.5)] == [-1, -1, 0, 0, 5]


@pytest.mark.parametrize("kind", ["numbers", "names", "places"])
def test_features_in_common_bring_texts_together(kind: str) -> None:
    def text(article_id: str, hour: float, values: tuple[int, ...], event_id: str | None = None) -> Text:
        features = TextFeatures(**{kind: frozenset(values)})
        return Text(article_id=article_id, degrees=50 * hour, hour=hour, event_id=event_id, features=features)

    texts = [text("a", 0, (71, 2026), "event"), text("b", 1, (71, 2026)), text("c", 1, (9,))]
    clusters = Clusters(originals(texts))
    alike, other = (
        shipped_decision().probability(features(clusters.nearest(row)[0][1], clusters.placed_text(row)))
        for row in (1, 2)
    )
    assert alike > other


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        ([told("a", 0), told("b", 25), told("c", 60)], ["b", "a", "c"]),
        ([told("b", 0, 2), told("a", 0, 1), told("c", 0, 1)], ["a", "c", "b"]),
        ([told("only", 10)], ["only"]),
    ],
)
def test_the_most_central_text_comes_first_the_earliest_of_equals(texts: list[Text], ids: list[str]) -> None:
    found = originals(texts)
    assert [found.article_ids[row] for row in most_central(found, range(len(texts)))] == ids


def test_a_late_text_shows_that_two_events_are_one() -> None:
    # 75 degrees are too far apart; a text in their midst, published before the second, brings them together.
    known = [told("a", 0, 0, "a"), told("b", 75, 5, "b"), told("c", 77, 6, "b")]
    found = regrouped([told("late", 38, 1), *known])
    assert found.aliases == {"a": "b"}
    assert {member.article_id: member.event_id for member in found.members} == {"late": "b", "a": "b"}
    assert list(found.changed_events) == ["b"]


def test_a_text_between_two_events_makes_them_one() -> None:
    known = [told("a", 0, 0, "a"), told("b", 74, 1, "b"), told("c", 74, 2, "b")]
    assert regrouped([told("between", 38, 3), *known]).aliases == {"a": "b"}


def test_a_late_text_shows_that_one_event_is_two() -> None:
    # c joined a for want of a nearer event; the late one, published between, is nearer.
    known = [told("a", 0, 0, "a"), told("a2", 5, 0.5, "a"), told("c", 60, 5, "a"), told("d", 75, 6, "a")]
    found = regrouped([told("late", 100, 1), *known])
    assert {member.article_id: member.event_id for member in found.members} == {
        "late": "late",
        "c": "late",
        "d": "late",
    }
    assert found.aliases == {}
    assert set(found.changed_events) == {"a", "late"}


def test_the_id_of_the_larger_part_lives_on() -> None:
    known = [told("a", 0, 0, "a"), told("c", 60, 5, "a"), told("d", 70, 6, "a"), told("e", 75, 7, "a")]
    found = regrouped([told("late", 100, 1), *known], taken=["a"])
    placed = {member.article_id: member.event_id for member in found.members}
    assert placed["late"] == "a"
    assert set(placed) == {"late", "a"}
    assert placed["a"] not in {"a", "late"}


def test_a_new_event_never_takes_an_id_that_is_taken() -> None:
    (member,) = regrouped([told("a", 0)], taken=["a"]).members
    assert member.event_id not in {"", "a"}
    assert regrouped([told("a", 0)], taken=["a"]).members == [member]


@given(st.permutations(range(30)), st.integers(1, 30))
def test_order_of_arrival_hardly_matters(order: list[int], lot: int) -> None:
    """Three happenings, ten texts each, far apart: however they arrive, they are found."""
    texts = [told(f"{number:02}", 120 * (number % 3) + number, number) for number in range(30)]
    events: dict[str, str] = {}
    for start in range(0, len(order), lot):
        arrived = [
            replace(text, event_id=events.get(text.article_id))
            for text in (texts[at] for at in order[: start + lot])
        ]
        for member in regrouped(arrived, taken=list(events.values())).members:
            events[member.article_id] = member.event_id
    assert len(set(events.values())) == 3
    assert all(len({events[text.article_id] for text in texts[first::3]}) == 1 for first in range(3))


def test_a_large_event_takes_no_text_that_is_unlike_most_of_it() -> None:
    # Two halves at 0 and 100 degrees: 170 is near to the one half and joins while the event is small.
    def halves(count: int) -> list[Text]:
        return [told(f"{n:02}", 100 * (n % 2), n / 10, "event") for n in range(count)]

    assert events_of([told("new", 50, 2)], halves(20))["new"] == "event"
    assert events_of([told("new", 118, 2)], halves(6))["new"] == "event"
    assert events_of([told("new", 118, 2)], halves(20))["new"] == "new"


def test_texts_that_report_other_things_share_no_event() -> None:
    texts = [told("a", 0), told("b", 1, 1), told("c", 2, 2)]
    placed = {
        member.article_id: member.event_id for member in regrouped(texts, ("a", "b"), ("x", "a")).members
    }
    assert placed["a"] != placed["b"]
