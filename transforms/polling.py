"""When to ask a feed again, from how asking it just went."""

from dataclasses import replace
from datetime import datetime, timedelta

from model import FeedState, FeedStatus, Outcome

BACKOFF_CEILING = timedelta(days=1)
# Publishers repair feeds after days: a feed is given up late, and asked again once a week even then.
DEAD_AFTER_FAILURES = 30
DEAD_RETRY = timedelta(days=7)


def after_success(
    state: FeedState,
    now: datetime,
    interval: timedelta,
    *,
    validators: tuple[str | None, str | None] | None,
    body_sha256: str | None,
) -> FeedState:
    """Return the state after an answer; `validators` (ETag, Last-Modified) are None for a 304."""
    etag, last_modified = validators or (state.etag, state.last_modified)
    return FeedState(
        etag=etag,
        last_modified=last_modified,
        body_sha256=body_sha256 or state.body_sha256,
        next_due_at=now + interval,
        last_polled_at=now,
        last_success_at=now,
        failure_count=0,
        status=FeedStatus.ACTIVE,
    )


def after_failure(
    state: FeedState, now: datetime, interval: timedelta, outcome: Outcome, status: int | None
) -> FeedState:
    """Return the state after a failure: the wait doubles up to a day; 410 and thirty failures end it.

    A dead feed stays dead until it answers.
    """
    failures = state.failure_count + 1
    is_gone = status == 410  # noqa: PLR2004 - 410 Gone
    is_dead = is_gone or failures >= DEAD_AFTER_FAILURES or state.status is FeedStatus.DEAD
    doublings = failures if outcome is not Outcome.TRANSIENT_FAILURE else failures - 1
    wait = DEAD_RETRY if is_dead else min(interval * 2 ** min(doublings, 10), max(BACKOFF_CEILING, interval))
    return replace(
        state,
        next_due_at=now + wait,
        last_polled_at=now,
        failure_count=failures,
        status=FeedStatus.DEAD if is_dead else FeedStatus.FAILING,
    )
