from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import numpy as np
import pytest

from transforms.events import WINDOW, Clusters, Told, central, group_events
from transforms.joining import FEATURES, Decision, Weight, features, shipped_decision

START = datetime(2026, 1, 6, tzinfo=UTC)
JOIN_THRESHOLD, PENALTY_PER_HOUR, STEEPNESS = 0.30, 0.004, 20.0
ON_COSINE_AND_HOURS = {
    "cosine with the centre": STEEPNESS,
    "hours to the nearest of first and last": -STEEPNESS * PENALTY_PER_HOUR,
}
# A decision that can be reckoned by hand: the cosine, less a penalty an hour, against a threshold.
PLAIN = Decision(
    version="plain",
    bias=-STEEPNESS * JOIN_THRESHOLD,
    weights=tuple(
        Weight(feature=name, mean=0.0, spread=1.0, weight=ON_COSINE_AND_HOURS.get(name, 0.0))
        for name in FEATURES
    ),
)


def told(article_id: str, degrees: float, hour: float = 0, event_id: str | None = None) -> Told:
    """Return a text whose vector stands at an angle: cosines are those of the differences."""
    angle = np.radians(degrees)
    return Told(
        article_id=article_id,
        published_at=START + timedelta(hours=hour),
        vector=np.array([np.cos(angle), np.sin(angle)], dtype=np.float32),
        event_id=event_id,
    )


def events_of(new: list[Told], known: list[Told] | None = None) -> dict[str, str]:
    return {member.article_id: member.event_id for member in group_events(new, known or [], PLAIN)}


def test_nothing_new_gives_nothing() -> None:
    assert group_events([], [told("a", 0, event_id="a")]) == []


def test_a_founder_gives_its_event_its_id() -> None:
    (member,) = group_events([told("a", 0)], [], PLAIN)
    assert (member.event_id, member.score, member.method_version) == ("a", 1.0, PLAIN.version)


def test_near_texts_join_and_far_ones_found() -> None:
    assert events_of([told("a", 0), told("b", 30, 1), told("c", 120, 2)]) == {"a": "a", "b": "a", "c": "c"}


def test_the_nearest_event_is_joined() -> None:
    known = [told("a", 0, event_id="first"), told("b", 90, event_id="second")]
    assert events_of([told("c", 40), told("d", 60)], known) == {"c": "first", "d": "second"}


def test_score_is_how_probable_the_decision_holds_it() -> None:
    members = group_events([told("a", 0), told("b", 60, 10)], [], PLAIN)
    odds = STEEPNESS * (0.5 - 10 * PENALTY_PER_HOUR - JOIN_THRESHOLD)
    assert members[1].score == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-4)


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
    answers = {tuple(group_events(order, [], PLAIN)) for order in permutations(batch)}
    assert len(answers) == 1


def test_a_joined_text_moves_the_middle() -> None:
    # 80 degrees is too far from 0 alone, and near enough to the middle of 0 and 60.
    assert events_of([told("a", 0), told("c", 80, 0.2)])["c"] == "c"
    assert events_of([told("a", 0), told("b", 60, 0.1), told("c", 80, 0.2)])["c"] == "a"


def test_opposite_texts_of_one_event_leave_no_division_by_zero() -> None:
    known = [told("a", 0, event_id="x"), told("b", 180, event_id="x")]
    assert events_of([told("c", 90, 1)], known)["c"] in {"c", "x"}


def test_known_texts_without_an_event_count_as_their_own() -> None:
    assert events_of([told("b", 5)], [told("a", 0)]) == {"b": "a"}


def test_the_shipped_decision_weighs_every_feature_in_order() -> None:
    decision = shipped_decision()
    assert tuple(one.feature for one in decision.weights) == FEATURES
    assert all(one.spread > 0 for one in decision.weights)
    assert shipped_decision().version == decision.version != PLAIN.version


def test_numbers_in_common_bring_texts_together() -> None:
    near = replace(told("a", 0), numbers=frozenset((71, 2026)))
    alike, other = (replace(told("b", 62, 1), numbers=frozenset(named)) for named in ((71, 2026), (9,)))
    clusters = Clusters(2, 1)
    clusters.add("event", near)
    ((_, candidate),) = clusters.nearest(alike)
    assert candidate.numbers == near.numbers
    decision = shipped_decision()
    shared, none = (decision.probabilities([features(candidate, one.numbers)])[0] for one in (alike, other))
    assert shared > none


def test_the_central_text_is_nearest_to_the_middle_the_earliest_of_equals() -> None:
    assert central([told("a", 0), told("b", 25), told("c", 60)]) == "b"
    assert central([told("b", 0, 2), told("a", 0, 1), told("c", 0, 1)]) == "a"
    assert central([told("only", 10)]) == "only"
