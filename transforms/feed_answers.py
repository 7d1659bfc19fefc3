"""What the answer to one request says about a feed, and what of it is worth writing into the catalog."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from http import HTTPStatus

from model import FeedCheck, FeedStatus, FetchCause, Outcome
from model.counting import counted
from model.fetch import NEVER_SENT

CHECKED_BY = "parallax"
_CLIENT_ERRORS = range(400, 500)


class Verdict(StrEnum):
    """What the answer to one request says about a feed."""

    ANSWERS = "answers"
    EMPTY = "empty"
    NOT_A_FEED = "not a feed"
    GONE = "gone"
    NEEDS_LOGIN = "needs a login"
    FORBIDDEN = "robots.txt forbids it"
    REFUSED = "refused"
    NO_HOST = "no such host"
    TIMED_OUT = "timed out"
    FAILED = "failed"
    NOT_ASKED = "not asked"


_CAUSES: dict[str | None, Verdict] = {
    **dict.fromkeys(NEVER_SENT, Verdict.NOT_ASKED),
    FetchCause.ROBOTS_DENIED: Verdict.FORBIDDEN,
    FetchCause.HOST_NOT_FOUND: Verdict.NO_HOST,
    FetchCause.TIMEOUT: Verdict.TIMED_OUT,
    FetchCause.TOO_SLOW: Verdict.TIMED_OUT,
}
_NOT_ASKED: dict[str, str] = {
    FetchCause.PUT_OFF: "the time was over",
    FetchCause.RETRY_AFTER: "its host asked to wait",
    FetchCause.HOST_DOWN: "its host is down",
    FetchCause.ROBOTS_UNREACHABLE: "its robots.txt is out of reach",
}
_STATUSES: dict[int | None, Verdict] = {
    HTTPStatus.UNAUTHORIZED: Verdict.NEEDS_LOGIN,
    HTTPStatus.PAYMENT_REQUIRED: Verdict.NEEDS_LOGIN,
    HTTPStatus.FORBIDDEN: Verdict.REFUSED,
    HTTPStatus.NOT_FOUND: Verdict.GONE,
    HTTPStatus.GONE: Verdict.GONE,
    # Of the proxy, not of the feed.
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: Verdict.FAILED,
}
# Those that will be the same tomorrow. A server that is slow, broken or overloaded may be well in an hour.
_LASTING = frozenset(
    (
        Verdict.EMPTY,
        Verdict.NOT_A_FEED,
        Verdict.GONE,
        Verdict.NEEDS_LOGIN,
        Verdict.FORBIDDEN,
        Verdict.REFUSED,
        Verdict.NO_HOST,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAnswer:
    """The answer to one request for a feed.

    `format` is empty where the body is no feed and no sitemap, or was not read; `fault` says why it was not.
    `child_count` is the number of sitemaps that a sitemap index names. `moved_to` is where the redirects led,
    set only where all of them were permanent (301 and 308: RFC 9110, sections 15.4.2 and 15.4.9).
    """

    outcome: Outcome
    status: int | None = None
    error: str | None = None
    format: str = ""
    fault: str = ""
    entry_count: int = 0
    child_count: int = 0
    newest_at: datetime | None = None
    moved_to: str | None = None


def verdict_of(answer: FeedAnswer) -> Verdict:
    """Return what an answer says about its feed."""
    if answer.outcome is Outcome.FETCHED and not answer.error:
        return _verdict_of_body(answer)
    verdict = _CAUSES.get(answer.error) or _STATUSES.get(answer.status)
    if verdict is not None:
        return verdict
    is_refusal = answer.outcome is Outcome.PERMANENT_FAILURE and answer.status in _CLIENT_ERRORS
    return Verdict.REFUSED if is_refusal else Verdict.FAILED


def _verdict_of_body(answer: FeedAnswer) -> Verdict:
    if answer.fault:
        return Verdict.FAILED
    if not answer.format:
        return Verdict.NOT_A_FEED
    return Verdict.ANSWERS if answer.entry_count or answer.child_count else Verdict.EMPTY


def detail_of(answer: FeedAnswer, now: datetime) -> str:
    """Return what else a reader wants to know of an answer: its entries and their age, or the cause."""
    match verdict_of(answer):
        case Verdict.ANSWERS:
            return _content(answer, now)
        case Verdict.EMPTY:
            return "no entries"
        case Verdict.NOT_A_FEED:
            return "neither a feed nor a sitemap"
    if answer.status is not None and answer.status >= HTTPStatus.BAD_REQUEST:
        return f"HTTP {answer.status}"
    cause = answer.error or "no answer"
    return answer.fault or _NOT_ASKED.get(cause, cause.replace("_", " "))


def _content(answer: FeedAnswer, now: datetime) -> str:
    if not answer.entry_count:
        return counted(answer.child_count, "sitemap")
    entries = counted(answer.entry_count, "entry", "entries")
    return f"{entries}, the newest {_age(answer.newest_at, now)}" if answer.newest_at else entries


def _age(at: datetime, now: datetime) -> str:
    hours = int((now - at).total_seconds() // 3600)
    if hours < 1:
        return "under an hour old"
    return f"{counted(hours, 'hour')} old" if hours < 48 else f"{hours // 24} days old"  # noqa: PLR2004 - two days


def moved_to(answer: FeedAnswer) -> str | None:
    """Return the URL that a feed has moved to for good, None where it has not, or is no feed there."""
    return answer.moved_to if verdict_of(answer) is Verdict.ANSWERS else None


def check_after(answer: FeedAnswer, today: date, before: FeedCheck) -> FeedCheck | None:
    """Return what the catalog should say of a feed after an answer, None where it should say the same.

    A failure that may pass changes nothing. A doubt keeps its first day, and the last check that went well.
    """
    verdict = verdict_of(answer)
    if verdict is Verdict.ANSWERS:
        return FeedCheck(checked_on=today, checked_by=CHECKED_BY)
    if verdict not in _LASTING:
        return None
    status = f" (HTTP {answer.status})" if answer.status and answer.status >= HTTPStatus.BAD_REQUEST else ""
    return _doubtful(f"{verdict}{status}", today, before)


def check_of_double(owner: str, today: date, before: FeedCheck) -> FeedCheck | None:
    """Return what the catalog should say of a feed that leads to the address of another, with id `owner`."""
    return _doubtful(f"it leads to the address of {owner}", today, before)


def _doubtful(cause: str, today: date, before: FeedCheck) -> FeedCheck | None:
    if before.doubt and before.doubt.startswith(f"{cause} on "):
        return None
    return replace(before, doubt=f"{cause} on {today.isoformat()}")


def is_worth_asking(check: FeedCheck, status: str | None) -> bool:
    """Say whether a feed should be asked when not all are: it was never checked, is doubtful, or fails here.

    `status` is its status in the warehouse, None where it was never polled.
    """
    return (
        check.checked_on is None or check.doubt is not None or status in {FeedStatus.FAILING, FeedStatus.DEAD}
    )
