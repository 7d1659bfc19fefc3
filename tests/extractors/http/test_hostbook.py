"""What is known about hosts, where an earlier run had a clock that was ahead."""

from datetime import UTC, datetime, timedelta

import pytest

from extractors.http.answer import Answer
from extractors.http.hostbook import HostBook
from extractors.http.robots import RETRIED_AFTER, host_after, is_closed
from model import Host, Outcome, RobotsStatus

NOW = datetime(2026, 1, 6, tzinfo=UTC)
LONG_AFTER = datetime(2038, 1, 19, tzinfo=UTC)
ORIGIN = "https://a.example"
UNANSWERED = Answer(
    url=f"{ORIGIN}/robots.txt",
    final_url=f"{ORIGIN}/robots.txt",
    requested_at=NOW,
    elapsed_ms=1,
    outcome=Outcome.TRANSIENT_FAILURE,
)


def book(host: Host) -> HostBook:
    return HostBook({host.origin: host}, "Parallax")


@pytest.mark.parametrize("expires_at", [None, NOW, NOW + timedelta(days=2), LONG_AFTER])
def test_robots_is_requested_where_it_has_expired_or_cannot_be_valid_so_long(
    expires_at: datetime | None,
) -> None:
    assert book(Host(origin=ORIGIN, expires_at=expires_at)).wants_robots(ORIGIN, NOW)


def test_robots_is_not_requested_while_it_is_valid() -> None:
    assert not book(Host(origin=ORIGIN, expires_at=NOW + timedelta(hours=24))).wants_robots(ORIGIN, NOW)


def test_a_wait_that_nobody_asked_for_is_not_kept() -> None:
    assert book(Host(origin=ORIGIN, retry_at=LONG_AFTER)).waiting(NOW) == []
    assert book(Host(origin=ORIGIN, retry_at=NOW + timedelta(hours=1))).waiting(NOW) == [(ORIGIN, 3_600)]


def test_a_robots_file_unreachable_since_later_is_unreachable_since_now() -> None:
    before = Host(origin=ORIGIN, robots_status=RobotsStatus.UNREACHABLE, unreachable_since=LONG_AFTER)
    after = host_after(before, UNANSWERED, "Parallax", NOW)
    assert (after.unreachable_since, after.expires_at) == (NOW, NOW + RETRIED_AFTER)
    assert not is_closed(after, NOW + timedelta(days=31))
