"""When to poll a feed again, from how the last poll went and how much of it was new."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from model import FeedState, FeedStatus, FetchCause, Outcome, RejectionReason
from model.fetch import NEVER_SENT

BACKOFF_CEILING_S = 86_400.0
# Publishers repair feeds after days: a feed is given up late, and polled once a week even then.
DEAD_AT_WEIGHT = 30.0
DEAD_RETRY_S = 7 * 86_400.0
MAX_RETRY_AFTER_S = 7 * 86_400.0
# A clock that is ahead by more than this was wrong: those of machines with a time server differ by less.
CLOCK_TOLERANCE = timedelta(minutes=5)
# Some servers answer 304 for ever: once a day the whole body is requested, and its hash decides.
ASK_WHOLE_AFTER = timedelta(hours=24)

_MOSTLY_KNOWN, _MOSTLY_NEW = 0.67, 0.33
_STREAK = 2
_SLOWER, _FASTER = 1.5, 0.5
_JITTER_SHARE = 0.2

# A page that fails for a passing reason is requested at most this many times.
MAX_ATTEMPTS = 6
# One that answered, but not with an article yet, at most this many: within an hour a page that was announced
# is there, and a first line has become a report. Most that are not then never will be.
MAX_MENDING_ATTEMPTS = 3
LONGEST_ATTEMPT_WAIT = timedelta(hours=16)
_SOFT_ERRORS = frozenset(
    (
        FetchCause.HOST_NOT_FOUND,
        FetchCause.BAD_CERTIFICATE,
        FetchCause.REDIRECT_LOOP,
        FetchCause.TOO_MANY_REDIRECTS,
    )
)
_NOT_FOUND, _SERVER_ERROR = 404, 500
# What a server says of one request, not of the page (RFC 9110, 15.5 and 15.6; RFC 4918, 11.3): not found for
# now (gone for good is 410), a conflict, a wrong connection, a lock.
_MENDING_STATUSES = frozenset((_NOT_FOUND, 409, 421, 423, 424))
# Server errors that say that the server lacks what the request needs: the next one would get the same.
_LASTING_SERVER_ERRORS = frozenset((501, 505))
_MENDING_READINGS = frozenset(
    (
        RejectionReason.NO_TEXT,
        RejectionReason.TOO_SHORT,
        RejectionReason.NO_PROSE,
        RejectionReason.ERROR_PAGE,
        RejectionReason.ARCHIVE_UNREADABLE,
    )
)


class FailureKind(Enum):
    """How likely a failure is to last; the value is its weight."""

    NONE = 0.0
    TRANSIENT = 0.25
    SOFT = 0.5
    HARD = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds between polls of a feed: at first, at least and at most; at 0 it is due in every run."""

    default_s: float
    floor_s: float
    ceiling_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBody:
    """A feed's body: its SHA-256, when it was requested, and the location of its archive record."""

    sha256: str
    at: datetime
    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseMetadata:
    """What came with a feed's body.

    `validators` are the ETag and Last-Modified, `freshness_s` the seconds for which the headers call the
    answer fresh, `hint_s` the interval that the feed's own text asks for, `redirect_url` the target of a
    permanent redirect.
    """

    validators: tuple[str | None, str | None] = (None, None)
    freshness_s: float | None = None
    hint_s: float | None = None
    redirect_url: str | None = None


def should_ask_whole(state: FeedState, now: datetime) -> bool:
    """Say whether to send no validators: they were wrong once, or the last whole body is old."""
    if not state.is_validator_trusted or state.body_at is None:
        return True
    return not -CLOCK_TOLERANCE <= now - state.body_at < ASK_WHOLE_AFTER


def is_due(state: FeedState, now: datetime, pace: Pace) -> bool:
    """Say whether to poll a feed at `now`; one whose times come from a wrong clock is due."""
    if state.next_due_at is None or state.next_due_at <= now:
        return True
    return is_from_wrong_clock(state, now, pace)


def is_from_wrong_clock(state: FeedState, now: datetime, pace: Pace) -> bool:
    """Say whether a feed was polled after `now`, or is due later than any wait from `now` could be."""
    polled_at, due_at = state.last_polled_at, state.next_due_at
    if polled_at is not None and polled_at > now + CLOCK_TOLERANCE:
        return True
    return due_at is not None and due_at > now + _longest_wait(pace) + CLOCK_TOLERANCE


def _longest_wait(pace: Pace) -> timedelta:
    waits_s = (pace.default_s, pace.floor_s, pace.ceiling_s, BACKOFF_CEILING_S, DEAD_RETRY_S)
    return timedelta(seconds=max(*(wait_s * (1 + _JITTER_SHARE) for wait_s in waits_s), MAX_RETRY_AFTER_S))


def after_body(
    state: FeedState, now: datetime, pace: Pace, body: FeedBody, response: ResponseMetadata
) -> FeedState:
    """Return the state after a poll brought a body that differs from the last one."""
    is_wrong = state.body_sha256 is not None and _is_same(
        response.validators, (state.etag, state.last_modified)
    )
    state = replace(
        state,
        body_sha256=body.sha256,
        body_file=body.file,
        body_offset=body.offset,
        is_validator_trusted=state.is_validator_trusted and not is_wrong,
        hint_s=response.hint_s,
        redirect_url=response.redirect_url,
    )
    return _answered(replace(state, body_at=body.at), now, pace, response)


def after_unchanged(
    state: FeedState, now: datetime, pace: Pace, response: ResponseMetadata, *, is_whole: bool = False
) -> FeedState:
    """Return the state after a 304, or after a whole body (`is_whole`) that equals the last one."""
    if is_whole:
        return _answered(replace(state, body_at=now), now, pace, response)
    kept = replace(response, validators=(state.etag, state.last_modified))
    return _answered(state, now, pace, kept)


def without_body(state: FeedState) -> FeedState:
    """Return the state without the last body, which is not archived: the next poll gets it whole."""
    return replace(state, body_sha256=None, body_at=None, body_file=None, body_offset=None)


def _answered(state: FeedState, now: datetime, pace: Pace, response: ResponseMetadata) -> FeedState:
    etag, last_modified = response.validators
    state = replace(
        state,
        etag=etag,
        last_modified=last_modified,
        last_polled_at=now,
        last_success_at=now,
        interval_s=state.interval_s if state.interval_s is not None else pace.default_s,
        failure_count=0,
        failure_weight=0.0,
        status=FeedStatus.ACTIVE,
    )
    return replace(state, next_due_at=now + _wait(state, pace, response.freshness_s))


def paced(state: FeedState, pace: Pace, known_count: int, entry_count: int) -> FeedState:
    """Return the state of a feed that answered, its interval adapted to the share of known entries.

    It changes after two polls in a row that call for the same. A feed's first poll does not count: all of its
    entries are new.
    """
    is_first = state.known_share is None
    share = known_count / entry_count if entry_count else 1.0
    streak = 0 if is_first else _streak(state.pace_streak, share)
    interval_s = state.interval_s if state.interval_s is not None else pace.default_s
    if abs(streak) >= _STREAK:
        interval_s *= _SLOWER if streak > 0 else _FASTER
        streak = 0
    before_s, interval_s = state.interval_s, _within(interval_s, pace)
    changed = replace(state, known_share=share, pace_streak=streak, interval_s=interval_s)
    if state.next_due_at is None or state.last_polled_at is None or before_s == interval_s:
        return changed
    wait_s = (state.next_due_at - state.last_polled_at).total_seconds()
    # A wait above the interval was asked for by the server, and stays whatever the interval is now.
    requested_s = wait_s if wait_s > (before_s or 0.0) else min(state.hint_s or 0.0, pace.ceiling_s)
    wait_s = max(interval_s, requested_s if pace.default_s > 0 else 0.0)
    return replace(changed, next_due_at=state.last_polled_at + timedelta(seconds=wait_s))


def _streak(streak: int, share: float) -> int:
    if share > _MOSTLY_KNOWN:
        return max(streak, 0) + 1
    return min(streak, 0) - 1 if share < _MOSTLY_NEW else 0


def _within(seconds: float, pace: Pace) -> float:
    return min(max(seconds, pace.floor_s), pace.ceiling_s)


def _wait(state: FeedState, pace: Pace, freshness_s: float | None) -> timedelta:
    """Return the interval, or the longer one that the feed or its server asks for, up to the ceiling."""
    interval_s = _within(state.interval_s or 0.0, pace)
    if pace.default_s > 0:
        interval_s = max(interval_s, min(max(state.hint_s or 0.0, freshness_s or 0.0), pace.ceiling_s))
    return timedelta(seconds=interval_s)


def _is_same(validators: tuple[str | None, str | None], before: tuple[str | None, str | None]) -> bool:
    pairs = [(new, old) for new, old in zip(validators, before, strict=True) if new or old]
    return bool(pairs) and all(new == old for new, old in pairs)


def failure_kind(outcome: Outcome, status: int | None, error: str) -> FailureKind:
    """Return how heavily a failure counts; `error` is the error of its Fetch."""
    if error in NEVER_SENT:
        return FailureKind.NONE
    if error in _SOFT_ERRORS or status == _NOT_FOUND:
        return FailureKind.SOFT
    if status is not None and status >= _SERVER_ERROR and outcome is Outcome.TRANSIENT_FAILURE:
        return FailureKind.SOFT
    return FailureKind.TRANSIENT if outcome is Outcome.TRANSIENT_FAILURE else FailureKind.HARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """How a poll failed: `is_gone` after a 410, `retry_after_s` the seconds that the server asked to wait."""

    kind: FailureKind
    is_gone: bool = False
    retry_after_s: float | None = None


def after_failure(state: FeedState, now: datetime, pace: Pace, failure: Failure, jitter: float) -> FeedState:
    """Return the state after a failure: the wait doubles, up to a day; enough failures make the feed dead.

    `jitter` from 0 to 1 spreads the next polls of feeds that failed together. A dead feed stays dead until it
    answers. A failure that is likely to last drops the redirect, so that the catalog's URL is requested next.
    """
    kind = failure.kind
    count = state.failure_count + (kind is not FailureKind.NONE)
    weight = state.failure_weight + kind.value
    is_dead = failure.is_gone or weight >= DEAD_AT_WEIGHT or state.status is FeedStatus.DEAD
    doublings = max(count - 1, 0) + (kind is FailureKind.HARD)
    interval_s = _within(state.interval_s if state.interval_s is not None else pace.default_s, pace)
    wait_s = min(interval_s * 2.0 ** min(doublings, 20), max(BACKOFF_CEILING_S, interval_s))
    wait_s = (DEAD_RETRY_S if is_dead else wait_s) * (1 + _JITTER_SHARE * (2 * jitter - 1))
    wait_s = max(wait_s, min(failure.retry_after_s or 0.0, MAX_RETRY_AFTER_S))
    is_lasting = kind in {FailureKind.SOFT, FailureKind.HARD}
    return replace(
        state,
        next_due_at=now + timedelta(seconds=wait_s),
        last_polled_at=now,
        failure_count=count,
        failure_weight=weight,
        redirect_url=None if is_lasting else state.redirect_url,
        status=FeedStatus.DEAD if is_dead else FeedStatus.FAILING,
    )


def next_attempt_at(attempt_count: int, now: datetime) -> datetime:
    """Return when a page may be requested again after attempt number `attempt_count` fails for now.

    After the first attempt the next run may; from then on the wait grows fourfold, from a quarter of an hour
    to sixteen hours.
    """
    if attempt_count <= 1:
        return now
    quarters = 1 << 2 * min(attempt_count - 2, 10)
    return now + min(quarters * timedelta(minutes=15), LONGEST_ATTEMPT_WAIT)


def attempts_after_fetch(outcome: Outcome, status: int | None) -> int:
    """Return how many attempts a page gets whose request ended like this; one where that is final."""
    is_error = status is not None and status >= _SERVER_ERROR and status not in _LASTING_SERVER_ERRORS
    if outcome is Outcome.TRANSIENT_FAILURE or is_error:
        return MAX_ATTEMPTS
    # A request without validators cannot be answered with "not modified".
    is_mending = outcome is Outcome.NOT_MODIFIED or status in _MENDING_STATUSES
    return MAX_MENDING_ATTEMPTS if is_mending else 1


def attempts_after_reading(reason: str) -> int:
    """Return how many attempts a page gets that was read and is no article for this reason."""
    if reason == RejectionReason.PUT_OFF:
        return MAX_ATTEMPTS
    return MAX_MENDING_ATTEMPTS if reason in _MENDING_READINGS else 1


def latest_attempt_at(now: datetime) -> datetime:
    """Return the time after which no attempt can be due; a wrong clock set one that is."""
    return now + LONGEST_ATTEMPT_WAIT + CLOCK_TOLERANCE


def jitter_of(feed_id: str, failure_count: int) -> float:
    """Return a number from 0 to 1 that depends only on the feed and the number of its failures."""
    digest = hashlib.blake2b(f"{feed_id} {failure_count}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32
