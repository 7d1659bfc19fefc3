"""robots.txt: what it allows, for how long, and what a missing or failing one means."""

from datetime import UTC, datetime, timedelta

import pytest

from extractors.http.answer import Answer, judge
from extractors.http.robots import RobotsRules, host_after, is_closed
from model import Host, Outcome, RobotsStatus
from model.limits import MAX_ROBOTS_BYTES

NOW = datetime(2026, 1, 6, tzinfo=UTC)
AGENT = "Parallax/1 (+https://example.org)"
UNKNOWN = Host(origin="https://a.example")


def _answer(status: int | None, body: bytes = b"", error: str | None = None) -> Answer:
    outcome, cause = judge(status) if status else (Outcome.TRANSIENT_FAILURE, error)
    return Answer(
        url="https://a.example/robots.txt", final_url="https://a.example/robots.txt", requested_at=NOW,
        elapsed_ms=1, outcome=outcome, status=status, body=body, error=cause, headers=(("ETag", '"1"'),),
    )  # fmt: skip


def _after(before: Host, status: int | None, body: bytes = b"", days: int = 0) -> Host:
    return host_after(before, _answer(status, body), AGENT, NOW + timedelta(days=days))


def test_our_own_group_goes_before_the_star() -> None:
    rules = RobotsRules(
        "User-agent: *\nDisallow: /\n\nUser-agent: parallax\nDisallow: /private/\nCrawl-delay: 7", AGENT
    )
    assert rules.allows("https://a.example/news/1")
    assert not rules.allows("https://a.example/private/1")
    assert rules.crawl_delay_s == 7


@pytest.mark.parametrize("delay", ["0", "-3", "soon", "1e999", "nan"])
def test_a_crawl_delay_that_says_nothing_is_none(delay: str) -> None:
    assert RobotsRules(f"User-agent: *\nCrawl-delay: {delay}", AGENT).crawl_delay_s is None


def test_a_file_is_kept_for_a_day_with_what_it_reserves() -> None:
    body = (
        b"User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\nContent-Signal: ai-train=no\n"
    )
    host = _after(UNKNOWN, 200, body)
    assert host.robots_status is RobotsStatus.FOUND
    assert host.opt_outs == ("CCBot", "GPTBot", "ai-train")
    assert (host.etag, host.expires_at) == ('"1"', NOW + timedelta(days=1))


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_missing_file_allows_everything(status: int) -> None:
    host = _after(_after(UNKNOWN, 200, b"User-agent: *\nDisallow: /"), status)
    assert (host.robots_status, host.robots_text) == (RobotsStatus.ABSENT, None)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_failing_server_forbids_everything_for_a_month(status: int) -> None:
    host = _after(UNKNOWN, status)
    assert host.robots_status is RobotsStatus.UNREACHABLE
    assert is_closed(host, NOW + timedelta(days=1))
    later = _after(host, status, days=31)
    assert later.unreachable_since == NOW
    assert not is_closed(later, NOW + timedelta(days=31))


def test_what_was_said_before_holds_while_the_server_fails() -> None:
    host = _after(_after(UNKNOWN, 200, b"User-agent: *\nDisallow: /private"), 500, days=1)
    assert host.robots_text == "User-agent: *\nDisallow: /private"
    assert not is_closed(host, NOW + timedelta(days=1))
    assert host.expires_at == NOW + timedelta(days=1, hours=1)


def test_not_modified_renews_what_was_said() -> None:
    before = _after(UNKNOWN, 200, b"User-agent: *\nDisallow: /private")
    host = _after(before, 304, days=1)
    assert (host.robots_text, host.expires_at) == (before.robots_text, NOW + timedelta(days=2))


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff\xfe", b"<html>404</html>", b"a" * (MAX_ROBOTS_BYTES + 10), b"Disallow: /\n" * 50_000],
)
def test_bytes_that_are_no_rules_allow_everything(body: bytes) -> None:
    host = _after(UNKNOWN, 200, body)
    assert RobotsRules(host.robots_text or "", AGENT).allows("https://a.example/news")


def test_many_wildcards_cost_no_time() -> None:
    rules = RobotsRules("User-agent: *\nDisallow: /" + "a*" * 200 + "b", AGENT)
    assert rules.allows("https://a.example/" + "a" * 4_000)
