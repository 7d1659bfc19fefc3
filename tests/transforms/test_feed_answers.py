"""What one answer says about a feed, and what of it belongs into the catalog."""

from datetime import UTC, date, datetime, timedelta

import pytest

from model import FeedCheck, FetchCause, Outcome
from transforms.feed_answers import (
    FeedAnswer,
    Verdict,
    check_after,
    detail_of,
    is_worth_asking,
    moved_to,
    verdict_of,
)

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
TODAY = NOW.date()
BEFORE = FeedCheck(checked_on=date(2026, 3, 25), checked_by="somebody")
NEW_URL = "https://new.example/feed"


def _read(**more: object) -> FeedAnswer:
    return FeedAnswer(outcome=Outcome.FETCHED, status=200, **more)  # type: ignore[arg-type]


def _status(status: int) -> FeedAnswer:
    is_passing = status >= 500 or status == 429
    outcome = Outcome.TRANSIENT_FAILURE if is_passing else Outcome.PERMANENT_FAILURE
    return FeedAnswer(outcome=outcome, status=status, error=f"http_{status}")


def _cause(cause: FetchCause, outcome: Outcome = Outcome.TRANSIENT_FAILURE) -> FeedAnswer:
    return FeedAnswer(outcome=outcome, error=cause)


@pytest.mark.parametrize(
    ("answer", "verdict", "is_lasting"),
    [
        (_read(format="rss20", entry_count=3), Verdict.ANSWERS, False),
        (_read(format="sitemap-index", child_count=3), Verdict.ANSWERS, False),
        (_read(format="atom10"), Verdict.EMPTY, True),
        (_read(), Verdict.NOT_A_FEED, True),
        (_read(fault="takes longer than 20 s to read"), Verdict.FAILED, False),
        (_status(401), Verdict.NEEDS_LOGIN, True),
        (_status(402), Verdict.NEEDS_LOGIN, True),
        (_status(403), Verdict.REFUSED, True),
        (_status(406), Verdict.REFUSED, True),
        (_status(451), Verdict.REFUSED, True),
        (_status(404), Verdict.GONE, True),
        (_status(410), Verdict.GONE, True),
        (_status(407), Verdict.FAILED, False),
        (_status(429), Verdict.FAILED, False),
        (_status(500), Verdict.FAILED, False),
        (_status(503), Verdict.FAILED, False),
        (_cause(FetchCause.ROBOTS_DENIED, Outcome.DISALLOWED), Verdict.FORBIDDEN, True),
        (_cause(FetchCause.HOST_NOT_FOUND), Verdict.NO_HOST, True),
        (_cause(FetchCause.TIMEOUT), Verdict.TIMED_OUT, False),
        (_cause(FetchCause.TOO_SLOW), Verdict.TIMED_OUT, False),
        (_cause(FetchCause.CONNECTION_REFUSED), Verdict.FAILED, False),
        (_cause(FetchCause.BAD_CERTIFICATE), Verdict.FAILED, False),
        (_cause(FetchCause.PRIVATE_ADDRESS, Outcome.REFUSED), Verdict.FAILED, False),
        (_cause(FetchCause.REDIRECT_LOOP, Outcome.PERMANENT_FAILURE), Verdict.FAILED, False),
        (_cause(FetchCause.TOO_LARGE, Outcome.PERMANENT_FAILURE), Verdict.FAILED, False),
        (_cause(FetchCause.PUT_OFF), Verdict.NOT_ASKED, False),
        (_cause(FetchCause.RETRY_AFTER), Verdict.NOT_ASKED, False),
        (_cause(FetchCause.HOST_DOWN), Verdict.NOT_ASKED, False),
        (_cause(FetchCause.ROBOTS_UNREACHABLE), Verdict.NOT_ASKED, False),
    ],
)
def test_what_an_answer_says_and_whether_it_makes_a_feed_doubtful(
    *, answer: FeedAnswer, verdict: Verdict, is_lasting: bool
) -> None:
    assert verdict_of(answer) == verdict
    check = check_after(answer, TODAY, BEFORE)
    assert bool(check and check.doubt) == is_lasting


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        (_read(format="rss20", entry_count=1), "1 entry"),
        (_read(format="rss20", entry_count=20, newest_at=NOW), "20 entries, the newest under an hour old"),
        (
            _read(format="rss20", entry_count=20, newest_at=NOW - timedelta(hours=1)),
            "20 entries, the newest 1 hour old",
        ),
        (
            _read(format="rss20", entry_count=20, newest_at=NOW - timedelta(hours=47)),
            "20 entries, the newest 47 hours old",
        ),
        (
            _read(format="rss20", entry_count=20, newest_at=NOW - timedelta(days=400)),
            "20 entries, the newest 400 days old",
        ),
        (
            _read(format="rss20", entry_count=20, newest_at=NOW + timedelta(hours=5)),
            "20 entries, the newest under an hour old",
        ),
        (_read(format="sitemap-index", child_count=2), "2 sitemaps"),
        (_read(format="rss20"), "no entries"),
        (_read(), "neither a feed nor a sitemap"),
        (_read(fault="takes too much memory to read"), "takes too much memory to read"),
        (_status(404), "HTTP 404"),
        (_cause(FetchCause.HOST_NOT_FOUND), "host not found"),
        (_cause(FetchCause.PUT_OFF), "the time was over"),
        (_cause(FetchCause.ROBOTS_DENIED, Outcome.DISALLOWED), "robots denied"),
    ],
)
def test_the_detail_beside_the_verdict(answer: FeedAnswer, detail: str) -> None:
    assert detail_of(answer, NOW) == detail


def test_a_feed_that_answers_is_checked_and_no_longer_doubtful() -> None:
    answer = _read(format="rss20", entry_count=3)
    doubtful = FeedCheck(checked_on=date(2025, 1, 1), checked_by="x", doubt="gone")
    assert check_after(answer, TODAY, doubtful) == FeedCheck(checked_on=TODAY, checked_by="parallax")


def test_a_doubt_says_since_when_and_keeps_the_last_good_check() -> None:
    check = check_after(_status(410), TODAY, BEFORE)
    assert check == FeedCheck(
        checked_on=BEFORE.checked_on, checked_by="somebody", doubt="gone (HTTP 410) on 2026-11-27"
    )


def test_the_same_doubt_keeps_its_first_day_and_another_replaces_it() -> None:
    before = FeedCheck(doubt="gone (HTTP 410) on 2026-11-01")
    assert check_after(_status(410), TODAY, before) is None
    assert check_after(_status(404), TODAY, before) == FeedCheck(doubt="gone (HTTP 404) on 2026-11-27")
    assert check_after(_status(500), TODAY, before) is None


def test_only_a_feed_that_answers_at_its_new_address_has_moved() -> None:
    assert moved_to(_read(format="rss20", entry_count=3, moved_to=NEW_URL)) == NEW_URL
    assert moved_to(_read(format="rss20", entry_count=3)) is None
    # Sites that give up their feeds send the feeds' readers to the front page.
    assert moved_to(_read(moved_to=NEW_URL)) is None
    assert moved_to(_read(format="rss20", moved_to=NEW_URL)) is None


@pytest.mark.parametrize(
    ("check", "status", "is_asked"),
    [
        (FeedCheck(), None, True),
        (FeedCheck(), "active", True),
        (BEFORE, None, False),
        (BEFORE, "active", False),
        (BEFORE, "failing", True),
        (BEFORE, "dead", True),
        (FeedCheck(checked_on=TODAY, doubt="gone"), "active", True),
    ],
)
def test_which_feeds_are_asked_when_not_all_are(
    *, check: FeedCheck, status: str | None, is_asked: bool
) -> None:
    assert is_worth_asking(check, status) == is_asked
