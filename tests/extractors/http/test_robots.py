"""robots.txt: what it allows, for how long, and what a missing or failing one means."""

import gzip
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from extractors.http.answer import Answer, judge
from extractors.http.robots import RobotsRules, host_after, is_closed
from model import Host, Outcome, RobotsStatus
from model.limits import MAX_ROBOTS_BYTES, MAX_ROBOTS_LINE_CHARS, MAX_ROBOTS_MATCHING_S, MAX_ROBOTS_RULES
from tests.packing import zstd_packed

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


# Names of groups that mean us: the product token, in any case, with what some sites write behind it.
OURS = [
    "User-agent: Parallax", "user-agent:PARALLAX", "User-agent: Parallax/1.0", "User-agent: parallax/9 (x)",
    "User agent: Parallax", "useragent parallax", "User-agent: Parallax # all of it", "User-agent: Parallax*",
    "User-agent: *Parallax*", "User-agent: GPTBot\nUser-agent: Parallax",
]  # fmt: skip
# Names that do not, though they begin our token, hold it, or are words of our contact address.
OTHERS = [
    "User-agent: bot", "User-agent: news", "User-agent: news.example.org", "User-agent: https",
    "User-agent: x", "User-agent: par", "User-agent: p", "User-agent: 1", "User-agent: ParallaxBot",
    "User-agent: parallax-news",
    "User-agent: parallax_news", "User-agent: x Parallax", "User-agent: *bot", "User-agent: 360Spider",
    "User-agent: /",
]  # fmt: skip


@pytest.mark.parametrize("named", [*OURS, *OTHERS])
@pytest.mark.parametrize("rule", ["Allow", "Disallow"])
def test_a_group_is_ours_by_the_product_token_alone(named: str, rule: str) -> None:
    other = "Disallow" if rule == "Allow" else "Allow"
    text = f"User-agent: *\n{other}: /\n\n{named}\n{rule}: /\n"
    rules = RobotsRules(text, "Parallax/1 (+https://news.example.org/bot.html)")
    is_ours = named in OURS
    assert rules.allows("https://a.example/1") is ((rule == "Allow") is is_ours)


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


DENYING = "User-agent: *\nDisallow: /приватно/\nDisallow: /private/\n"


@pytest.mark.parametrize(
    "body",
    [
        DENYING.encode(),
        DENYING.encode("utf-8-sig"),
        DENYING.encode("utf-16"),
        DENYING.encode("utf-16-le"),
        DENYING.encode("cp1251"),
        gzip.compress(DENYING.encode()),
        zstd_packed(DENYING.encode()),
        gzip.compress(DENYING.encode() + b"#" * 20_000_000),
    ],
)
def test_the_rules_are_read_in_whatever_form_they_come(body: bytes) -> None:
    host = _after(UNKNOWN, 200, body)
    rules = RobotsRules(host.robots_text or "", AGENT)
    assert not rules.allows("https://a.example/private/1")
    assert not rules.allows("https://a.example/приватно/1")
    assert rules.allows("https://a.example/public")


@pytest.mark.parametrize("error", ["unknown_encoding", "damaged_encoding", "too_large"])
def test_a_file_that_cannot_be_decoded_does_not_allow_everything(error: str) -> None:
    for outcome in (Outcome.TRANSIENT_FAILURE, Outcome.PERMANENT_FAILURE):
        answer = replace(_answer(200), outcome=outcome, error=error)
        host = host_after(UNKNOWN, answer, AGENT, NOW)
        assert (host.robots_status, is_closed(host, NOW)) == (RobotsStatus.UNREACHABLE, True)
        known = host_after(_after(UNKNOWN, 200, DENYING.encode()), answer, AGENT, NOW)
        assert known.robots_text == DENYING


def test_a_file_with_damaged_packing_does_not_allow_everything() -> None:
    assert is_closed(_after(UNKNOWN, 200, b"\x1f\x8b\x08\x00 no gzip"), NOW)


@pytest.mark.parametrize("status", [301, 302, 308])
def test_redirects_without_end_mean_that_there_is_no_file(status: int) -> None:
    assert _after(UNKNOWN, status).robots_status is RobotsStatus.ABSENT


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


SIZE = MAX_ROBOTS_BYTES
HEAD = "User-agent: *\n"
# The worst letters known, each as many as a file may have.
BOMBS = {
    "newlines": "\n" * SIZE,
    "returns": "\r" * SIZE,
    "spaces": " " * SIZE,
    "odd line ends": "\x0b\u2028" * (SIZE // 2),
    "comments": "#\n" * (SIZE // 2),
    "signals": "content-signal" + "\n " * (SIZE // 2),
    "one signal": "content-signal:" + "ai-a = " * (SIZE // 7),
    "long uses": "content-signal: ai-" + "a" * SIZE,
    "agents by rules": "".join(f"User-agent:{n}\n" for n in range(15_000)) + "Allow:/a\n" * 25_000,
    "repeated agents": "".join(f"User-agent:{n}\n" for n in range(15_000)) * 2,
    "agents without colon": "".join(f"User-agent {n}\n" for n in range(15_000))
    + "User-agent:x\n"
    + "Allow:/a\n" * 20_000,
    "lines that look like agents": HEAD
    + "".join(f"User-agent:{n}\nusername:\n" for n in range(8_000))
    + "Allow:/\n" * 20_000,
    "groups": "".join(f"User-agent:{n}\nAllow:/{n}\n" for n in range(18_000)),
    "agents with wildcards": "".join(f"User-agent:{n}*\n" for n in range(15_000)) + "Allow:/a\n" * 20_000,
    "rules": HEAD + "".join(f"Allow:/{n}\n" for n in range(40_000)),
    "rules with dollars": HEAD + "".join(f"Allow:/{n}$\n" for n in range(35_000)),
    "rules in hex": HEAD + "".join(f"Allow:/%61{n}\n" for n in range(35_000)),
    "wildcards": HEAD + "".join(f"Disallow:/*{'*a' * 400}b{n}\n" for n in range(600)),
    "short wildcards": HEAD + "".join(f"Disallow:/*a*a*b{n}$\n" for n in range(24_000)),
    "near misses": HEAD + "".join(f"Disallow: /*{'a' * 50}b{'a' * 50}{n}\n" for n in range(4_500)),
    "one rule": HEAD + "Disallow: /" + "a*" * (SIZE // 2),
    "delays": HEAD + "Crawl-delay: " + "9" * SIZE,
    "sitemaps": "Sitemap: a\n" * 46_000,
}
LONG_URL = "https://a.example/" + "a" * 4_000


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little(name: str) -> None:
    started_s = time.thread_time()
    host = _after(UNKNOWN, 200, BOMBS[name].encode())
    rules = RobotsRules(host.robots_text or "", AGENT)
    read_s = time.thread_time() - started_s
    rules.allows(LONG_URL)
    started_s = time.thread_time()
    rules.allows(LONG_URL)
    match_s = time.thread_time() - started_s
    print(f"{name}: read {read_s:.2f} s, match {match_s * 1000:.1f} ms")
    assert read_s < 4, "twice, and on a busy machine"
    assert match_s < 0.4


@pytest.mark.slow
def test_many_urls_of_a_host_cost_no_more_than_a_host_may() -> None:
    rules = RobotsRules(BOMBS["short wildcards"], AGENT)
    started_s = time.thread_time()
    with pytest.raises(TimeoutError):
        [rules.allows(LONG_URL) for _ in range(100_000)]
    assert time.thread_time() - started_s < MAX_ROBOTS_MATCHING_S + 1


def test_limits_are_beyond_what_real_files_have() -> None:
    crawlers = "".join(f"User-agent: crawler-{n}\n" for n in range(150)) + "Disallow: /\n" * 5
    erased = "".join(f"Disallow: /hemeroteca/2011/{n}/una-noticia-con-nombres.html\n" for n in range(7_000))
    groups = "".join(f"User-agent: crawler-{n}\nCrawl-delay: 10\n\n" for n in range(1_000))
    search = "".join(f"Disallow: /*?*search={n}*\n" for n in range(500))
    rules = RobotsRules(f"{crawlers}\n{groups}\nUser-agent: *\n{erased}{search}Disallow: /last\n", AGENT)
    for path in ("last", "hemeroteca/2011/6999/una-noticia-con-nombres.html", "x?y&search=499&z"):
        assert not rules.allows(f"https://a.example/{path}")
    assert rules.allows("https://a.example/first")


def test_what_passes_a_limit_is_as_if_it_were_not_there() -> None:
    long_rule = f"Disallow: /{'a' * MAX_ROBOTS_LINE_CHARS}"
    many = "".join(f"Disallow: /{n}\n" for n in range(MAX_ROBOTS_RULES + 5))
    assert RobotsRules(f"{HEAD}{long_rule}\nDisallow: /b\n", AGENT).allows(LONG_URL)
    assert not RobotsRules(f"{HEAD}{long_rule}\nDisallow: /b\n", AGENT).allows("https://a.example/b")
    assert not RobotsRules(HEAD + many, AGENT).allows("https://a.example/9")


@pytest.mark.parametrize(
    "line",
    [
        "Content-Signal: ai-train=no", "content-signal:ai-train=no,search=yes",
        "\tCONTENT-SIGNAL\t: AI-Train = No # x", "Content-signal: search=yes, ai-train=no, ai-input=yes",
    ],
)  # fmt: skip
def test_a_denied_use_is_found_in_every_spelling(line: str) -> None:
    assert RobotsRules(f"{HEAD}{line}\n", AGENT).opt_outs("https://a.example") == ("ai-train",)


@pytest.mark.parametrize(
    "line",
    [
        "Content-Signal: ai-train=yes",
        "Content-Signal",
        "X-Content-Signal: ai-train=no",
        "Content-Signal: search=no",
    ],
)
def test_other_signals_deny_no_use(line: str) -> None:
    assert RobotsRules(f"{HEAD}{line}\n", AGENT).opt_outs("https://a.example") == ()
