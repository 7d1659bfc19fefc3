from datetime import UTC, datetime, timedelta

import pytest

from model import FeedState, FeedStatus, Outcome
from transforms.polling import (
    BACKOFF_CEILING,
    DEAD_AFTER_FAILURES,
    DEAD_RETRY,
    after_failure,
    after_success,
)

NOW = datetime(2026, 1, 6, tzinfo=UTC)
INTERVAL = timedelta(minutes=15)
ANSWERED = FeedState(etag='W/"1"', last_modified="yesterday", body_sha256="ab", last_success_at=NOW)


def failed(state: FeedState, times: int = 1, outcome: Outcome = Outcome.TRANSIENT_FAILURE) -> FeedState:
    for _ in range(times):
        state = after_failure(state, NOW, INTERVAL, outcome, 503)
    return state


def wait(state: FeedState) -> timedelta:
    assert state.next_due_at is not None
    return state.next_due_at - NOW


def test_not_modified_keeps_validators_and_body() -> None:
    state = after_success(failed(ANSWERED), NOW, INTERVAL, validators=None, body_sha256=None)
    assert (state.etag, state.last_modified, state.body_sha256) == ('W/"1"', "yesterday", "ab")
    assert (state.failure_count, state.status, wait(state)) == (0, FeedStatus.ACTIVE, INTERVAL)


def test_a_body_brings_its_own_validators_or_none() -> None:
    state = after_success(ANSWERED, NOW, INTERVAL, validators=(None, None), body_sha256="cd")
    assert (state.etag, state.last_modified, state.body_sha256) == (None, None, "cd")


def test_waits_double_up_to_a_day() -> None:
    waits = [wait(failed(ANSWERED, times)) for times in range(1, DEAD_AFTER_FAILURES)]
    assert waits[:4] == [INTERVAL, 2 * INTERVAL, 4 * INTERVAL, 8 * INTERVAL]
    assert waits == sorted(waits)
    assert waits[-1] == BACKOFF_CEILING


def test_lasting_failures_wait_longer_from_the_start() -> None:
    assert wait(failed(ANSWERED, outcome=Outcome.PERMANENT_FAILURE)) == 2 * INTERVAL


def test_a_slow_feed_is_not_asked_sooner_for_failing() -> None:
    state = after_failure(ANSWERED, NOW, timedelta(days=3), Outcome.TRANSIENT_FAILURE, None)
    assert wait(state) == timedelta(days=3)


def test_a_failure_forgets_nothing() -> None:
    state = failed(ANSWERED)
    assert (state.etag, state.last_modified, state.body_sha256) == ('W/"1"', "yesterday", "ab")
    assert (state.last_success_at, state.last_polled_at, state.failure_count) == (NOW, NOW, 1)
    assert state.status is FeedStatus.FAILING


@pytest.mark.parametrize(("times", "status"), [(29, FeedStatus.FAILING), (30, FeedStatus.DEAD)])
def test_thirty_failures_end_it(times: int, status: FeedStatus) -> None:
    assert failed(ANSWERED, times).status is status


def test_gone_ends_it_at_once_until_it_answers() -> None:
    gone = after_failure(ANSWERED, NOW, INTERVAL, Outcome.PERMANENT_FAILURE, 410)
    assert (gone.status, wait(gone)) == (FeedStatus.DEAD, DEAD_RETRY)
    assert (failed(gone).status, wait(failed(gone))) == (FeedStatus.DEAD, DEAD_RETRY)
    back = after_success(gone, NOW, INTERVAL, validators=(None, None), body_sha256="cd")
    assert (back.status, back.failure_count) == (FeedStatus.ACTIVE, 0)
