"""A feed's polling state after each answer: validators, failures, and when the next poll is due."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import FeedState, FeedStatus, Outcome
from transforms.polling import (
    ASK_WHOLE_AFTER,
    BACKOFF_CEILING_S,
    DEAD_RETRY_S,
    Failure,
    FailureKind,
    FeedBody,
    Pace,
    ResponseMetadata,
    after_body,
    after_failure,
    after_unchanged,
    attempts_after_fetch,
    attempts_after_reading,
    failure_kind,
    is_due,
    is_from_wrong_clock,
    jitter_of,
    latest_attempt_at,
    next_attempt_at,
    paced,
    should_ask_whole,
)

NOW = datetime(2026, 1, 6, tzinfo=UTC)
PACE = Pace(default_s=1_800, floor_s=300, ceiling_s=21_600)
BODY = FeedBody(sha256="ab", at=NOW, file="feeds.warc.gz", offset=7)
RESPONSE = ResponseMetadata(validators=('W/"1"', "yesterday"))
ANSWERED = after_body(FeedState(), NOW, PACE, BODY, RESPONSE)
MIDDLE = 0.5


def wait_s(state: FeedState) -> float:
    assert state.next_due_at is not None
    assert state.last_polled_at is not None
    return (state.next_due_at - state.last_polled_at).total_seconds()


def failed(state: FeedState, kind: FailureKind = FailureKind.TRANSIENT, times: int = 1) -> FeedState:
    for _ in range(times):
        state = after_failure(state, NOW, PACE, Failure(kind=kind), MIDDLE)
    return state


def test_a_body_is_remembered_with_where_it_is() -> None:
    assert (ANSWERED.etag, ANSWERED.last_modified) == ('W/"1"', "yesterday")
    assert (ANSWERED.body_sha256, ANSWERED.body_file, ANSWERED.body_offset) == ("ab", "feeds.warc.gz", 7)
    assert (ANSWERED.status, ANSWERED.failure_count, wait_s(ANSWERED)) == (FeedStatus.ACTIVE, 0, 1_800)


def test_not_modified_keeps_validators_and_body_and_forgives() -> None:
    state = after_unchanged(failed(ANSWERED), NOW, PACE, ResponseMetadata())
    assert (state.etag, state.last_modified, state.body_sha256) == ('W/"1"', "yesterday", "ab")
    assert (state.failure_count, state.failure_weight, state.status) == (0, 0.0, FeedStatus.ACTIVE)


def test_an_equal_body_brings_its_new_validators() -> None:
    later = NOW + timedelta(hours=1)
    state = after_unchanged(ANSWERED, later, PACE, ResponseMetadata(validators=('"2"', None)), is_whole=True)
    assert (state.etag, state.last_modified, state.body_at) == ('"2"', None, later)
    assert state.is_validator_trusted


@pytest.mark.parametrize(
    ("validators", "is_trusted"),
    [
        (('W/"1"', "yesterday"), False),
        (('W/"2"', "yesterday"), True),
        (('W/"1"', "today"), True),
        ((None, None), True),
    ],
)
def test_validators_that_stand_for_two_bodies_are_not_trusted(
    validators: tuple[str | None, str | None], *, is_trusted: bool
) -> None:
    other = replace(BODY, sha256="cd")
    state = after_body(ANSWERED, NOW, PACE, other, ResponseMetadata(validators=validators))
    assert state.is_validator_trusted is is_trusted
    assert should_ask_whole(state, NOW) is not is_trusted


def test_two_bodies_without_validators_are_no_lie() -> None:
    first = after_body(FeedState(), NOW, PACE, BODY, ResponseMetadata())
    assert after_body(first, NOW, PACE, replace(BODY, sha256="cd"), ResponseMetadata()).is_validator_trusted


def test_the_whole_body_is_asked_for_once_a_day_and_at_first() -> None:
    assert should_ask_whole(FeedState(), NOW)
    assert not should_ask_whole(ANSWERED, NOW + ASK_WHOLE_AFTER - timedelta(seconds=1))
    assert should_ask_whole(ANSWERED, NOW + ASK_WHOLE_AFTER)


@pytest.mark.parametrize(
    ("freshness_s", "hint_s", "expected_s"),
    [(None, None, 1_800), (60, None, 1_800), (3_600, None, 3_600), (None, 7_200, 7_200), (10**9, 60, 21_600)],
)
def test_what_the_server_asks_for_counts_up_to_the_ceiling(
    freshness_s: float | None, hint_s: float | None, expected_s: float
) -> None:
    response = replace(RESPONSE, freshness_s=freshness_s, hint_s=hint_s)
    assert wait_s(after_body(FeedState(), NOW, PACE, BODY, response)) == expected_s


def test_an_interval_of_zero_means_every_run() -> None:
    pace = Pace(default_s=0, floor_s=0, ceiling_s=21_600)
    state = after_body(FeedState(), NOW, pace, BODY, replace(RESPONSE, freshness_s=3_600, hint_s=3_600))
    for _ in range(5):
        state = paced(state, pace, 10, 10)
    assert state.next_due_at == NOW


def paces(shares: list[float], state: FeedState = ANSWERED) -> list[float]:
    """Return the interval after each poll, of the given known shares."""
    intervals = []
    for share in shares:
        state = paced(after_unchanged(state, NOW, PACE, ResponseMetadata()), PACE, round(share * 100), 100)
        intervals.append(state.interval_s or 0.0)
    return intervals


SEEN_BEFORE = replace(ANSWERED, known_share=0.5)


def test_two_polls_of_known_entries_slow_a_feed_down() -> None:
    assert paces([1, 1, 1, 0.9], SEEN_BEFORE) == [1_800, 2_700, 2_700, 4_050]


def test_two_polls_of_new_entries_speed_it_up() -> None:
    assert paces([0, 0, 0.3, 0.1], SEEN_BEFORE) == [1_800, 900, 900, 450]


@pytest.mark.parametrize("shares", [[0.5] * 6, [1, 0] * 3, [1, 0.5] * 3, [0, 0.4] * 3])
def test_polls_that_disagree_change_nothing(shares: list[float]) -> None:
    assert paces(shares, SEEN_BEFORE) == [1_800] * 6


def test_the_first_poll_says_nothing() -> None:
    assert paces([0, 0], ANSWERED) == [1_800, 1_800]
    assert paces([0, 0, 0], ANSWERED)[-1] == 900


def test_floor_and_ceiling_hold() -> None:
    assert min(paces([0] * 40, SEEN_BEFORE)) == PACE.floor_s
    assert max(paces([1] * 40, SEEN_BEFORE)) == PACE.ceiling_s


def test_a_changed_interval_moves_the_next_poll() -> None:
    state = paced(replace(ANSWERED, known_share=0.9, pace_streak=1), PACE, 9, 10)
    assert wait_s(state) == 2_700
    hinted = after_body(SEEN_BEFORE, NOW, PACE, BODY, replace(RESPONSE, freshness_s=9_000))
    assert wait_s(paced(replace(hinted, pace_streak=-1, known_share=0.0), PACE, 0, 10)) == 9_000


def test_waits_double_up_to_a_day() -> None:
    waits = [wait_s(failed(ANSWERED, times=times)) for times in range(1, 30)]
    assert waits[:4] == [1_800, 3_600, 7_200, 14_400]
    assert waits == sorted(waits)
    assert waits[-1] == BACKOFF_CEILING_S


def test_a_lasting_failure_waits_longer_from_the_start() -> None:
    assert wait_s(failed(ANSWERED, FailureKind.HARD)) == 3_600


@pytest.mark.parametrize(
    ("kind", "times"), [(FailureKind.HARD, 30), (FailureKind.SOFT, 60), (FailureKind.TRANSIENT, 120)]
)
def test_failures_that_weigh_thirty_end_it(kind: FailureKind, times: int) -> None:
    assert failed(ANSWERED, kind, times - 1).status is FeedStatus.FAILING
    dead = failed(ANSWERED, kind, times)
    assert (dead.status, wait_s(dead)) == (FeedStatus.DEAD, DEAD_RETRY_S)


def test_gone_ends_it_at_once_until_it_answers() -> None:
    gone = after_failure(ANSWERED, NOW, PACE, Failure(kind=FailureKind.HARD, is_gone=True), MIDDLE)
    assert (gone.status, wait_s(gone)) == (FeedStatus.DEAD, DEAD_RETRY_S)
    assert failed(gone).status is FeedStatus.DEAD
    assert after_body(gone, NOW, PACE, BODY, RESPONSE).status is FeedStatus.ACTIVE


def test_not_being_asked_weighs_nothing() -> None:
    state = failed(ANSWERED, FailureKind.NONE, 500)
    assert (state.status, state.failure_count, state.failure_weight) == (FeedStatus.FAILING, 0, 0.0)
    assert wait_s(state) == 1_800


def test_a_retry_after_is_waited_for() -> None:
    failure = Failure(kind=FailureKind.TRANSIENT, retry_after_s=50_000)
    assert wait_s(after_failure(ANSWERED, NOW, PACE, failure, MIDDLE)) == 50_000


def test_a_lasting_failure_forgets_a_redirect_and_a_passing_one_does_not() -> None:
    moved = replace(ANSWERED, redirect_url="https://new.example/feed")
    assert failed(moved).redirect_url == "https://new.example/feed"
    assert failed(moved, FailureKind.SOFT).redirect_url is None


@pytest.mark.parametrize(
    ("outcome", "status", "error", "kind"),
    [
        (Outcome.TRANSIENT_FAILURE, None, "timeout", FailureKind.TRANSIENT),
        (Outcome.TRANSIENT_FAILURE, 429, "http_429", FailureKind.TRANSIENT),
        (Outcome.TRANSIENT_FAILURE, 503, "http_503", FailureKind.SOFT),
        (Outcome.TRANSIENT_FAILURE, None, "host_not_found", FailureKind.SOFT),
        (Outcome.TRANSIENT_FAILURE, 302, "redirect_loop", FailureKind.SOFT),
        (Outcome.TRANSIENT_FAILURE, 302, "too_many_redirects", FailureKind.SOFT),
        (Outcome.TRANSIENT_FAILURE, None, "host_down", FailureKind.NONE),
        (Outcome.PERMANENT_FAILURE, 404, "http_404", FailureKind.SOFT),
        (Outcome.PERMANENT_FAILURE, 403, "http_403", FailureKind.HARD),
        (Outcome.FETCHED, 200, "not_a_feed", FailureKind.HARD),
        (Outcome.REFUSED, None, "private_address", FailureKind.HARD),
        (Outcome.DISALLOWED, None, "robots_denied", FailureKind.HARD),
    ],
)
def test_failures_weigh_by_kind(outcome: Outcome, status: int | None, error: str, kind: FailureKind) -> None:
    assert failure_kind(outcome, status, error) is kind


def test_jitter_spreads_feeds_and_repeats_itself() -> None:
    spread = [jitter_of(f"feed/{number}", 1) for number in range(1_000)]
    assert min(spread) < 0.1
    assert max(spread) > 0.9
    assert jitter_of("feed/1", 1) == spread[1]
    waits = {
        wait_s(after_failure(ANSWERED, NOW, PACE, Failure(kind=FailureKind.SOFT), share))
        for share in (0, 0.99)
    }
    assert min(waits) == pytest.approx(0.8 * 1_800)
    assert max(waits) < 1.2 * 1_800


def test_pages_are_tried_again_soon_and_then_ever_later() -> None:
    waits = [(next_attempt_at(count, NOW) - NOW).total_seconds() / 900 for count in range(1, 7)]
    assert waits == [0, 1, 4, 16, 64, 64]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("failed"), st.sampled_from(FailureKind), st.floats(0, 1, exclude_max=True)),
        st.tuples(st.just("answered"), st.integers(0, 50), st.one_of(st.none(), st.floats(0, 1e12))),
    ),
    max_size=60,
)


@given(STEPS, st.integers(1, 3_600), st.integers(3_600, 1_000_000))
def test_whatever_happens_a_feed_is_due_again_within_bounds(
    steps: list[tuple[str, FailureKind | int, float | None]], floor_s: int, ceiling_s: int
) -> None:
    pace, state = Pace(default_s=3_600, floor_s=floor_s, ceiling_s=ceiling_s), FeedState()
    for name, what, number in steps:
        if isinstance(what, FailureKind):
            state = after_failure(state, NOW, pace, Failure(kind=what), number or 0.0)
            longest_s = 1.2 * max(DEAD_RETRY_S, ceiling_s)
        else:
            response = ResponseMetadata(freshness_s=number, hint_s=number)
            state = paced(after_unchanged(state, NOW, pace, response), pace, what, 50)
            longest_s = ceiling_s
            assert state.status is FeedStatus.ACTIVE
        assert 0 < wait_s(state) <= longest_s, name
        assert state.interval_s is None or floor_s <= state.interval_s <= ceiling_s


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=6), timedelta(days=4_400)])
def test_a_feed_that_was_polled_by_a_clock_ahead_is_due(ahead: timedelta) -> None:
    polled = after_body(FeedState(), NOW + ahead, PACE, BODY, RESPONSE)
    assert is_from_wrong_clock(polled, NOW, PACE)
    assert is_due(polled, NOW, PACE)


def test_a_feed_that_is_due_later_than_any_wait_takes_is_due() -> None:
    waiting = replace(ANSWERED, next_due_at=NOW + timedelta(days=30))
    assert is_from_wrong_clock(waiting, NOW, PACE)
    assert is_due(waiting, NOW, PACE)


@given(st.integers(0, 60), st.sampled_from(FailureKind), st.floats(0, 1), st.floats(0, 1e9))
def test_whatever_a_poll_ends_with_its_wait_is_believed(
    failures: int, kind: FailureKind, jitter: float, retry_after_s: float
) -> None:
    state = failed(ANSWERED, kind, failures)
    failure = Failure(kind=kind, is_gone=failures % 7 == 6, retry_after_s=retry_after_s)
    state = after_failure(state, NOW, PACE, failure, jitter)
    assert not is_from_wrong_clock(state, NOW, PACE)
    assert is_due(state, NOW, PACE) == (state.next_due_at == NOW)


def test_small_differences_between_clocks_are_none() -> None:
    polled = after_body(FeedState(), NOW + timedelta(seconds=90), PACE, BODY, RESPONSE)
    assert not is_from_wrong_clock(polled, NOW, PACE)
    assert not is_due(polled, NOW, PACE)


def test_a_body_of_a_clock_ahead_is_requested_whole() -> None:
    assert should_ask_whole(replace(ANSWERED, body_at=NOW + timedelta(days=400)), NOW)


def test_no_attempt_at_a_page_is_later_than_the_latest() -> None:
    assert max(next_attempt_at(count, NOW) for count in range(40)) <= latest_attempt_at(NOW)


@pytest.mark.parametrize(
    ("outcome", "status", "attempt_count"),
    [
        (Outcome.TRANSIENT_FAILURE, None, 6),
        (Outcome.TRANSIENT_FAILURE, 503, 6),
        (Outcome.TRANSIENT_FAILURE, 429, 6),
        (Outcome.PERMANENT_FAILURE, 507, 6),
        (Outcome.PERMANENT_FAILURE, 530, 6),
        (Outcome.PERMANENT_FAILURE, 501, 1),
        (Outcome.PERMANENT_FAILURE, 505, 1),
        (Outcome.PERMANENT_FAILURE, 404, 3),
        (Outcome.PERMANENT_FAILURE, 423, 3),
        (Outcome.NOT_MODIFIED, 304, 3),
        (Outcome.PERMANENT_FAILURE, 410, 1),
        (Outcome.PERMANENT_FAILURE, 401, 1),
        (Outcome.PERMANENT_FAILURE, 403, 1),
        (Outcome.PERMANENT_FAILURE, 451, 1),
        (Outcome.PERMANENT_FAILURE, 200, 1),
        (Outcome.PERMANENT_FAILURE, None, 1),
        (Outcome.DISALLOWED, None, 1),
        (Outcome.REFUSED, None, 1),
    ],
)
def test_a_failure_is_final_only_where_the_server_says_so(
    outcome: Outcome, status: int | None, attempt_count: int
) -> None:
    assert attempts_after_fetch(outcome, status) == attempt_count


@pytest.mark.parametrize(
    ("reason", "attempt_count"),
    [
        ("no_text", 3), ("too_short", 3), ("no_prose", 3), ("error_page", 3), ("archive_unreadable", 3),
        ("put_off", 6), ("not_html", 1), ("listing", 1), ("parked_domain", 1), ("consent_wall", 1),
        ("home_page", 1), ("read_timeout", 1), ("reader_died", 1), ("unreadable", 1), ("erased", 1),
    ],
)  # fmt: skip
def test_a_page_that_may_become_an_article_is_fetched_again(reason: str, attempt_count: int) -> None:
    assert attempts_after_reading(reason) == attempt_count
