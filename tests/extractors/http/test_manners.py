"""What the client owes the servers it asks, against a real one that writes down every request."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from aiohttp import web

from extractors.http.answer import Answer
from extractors.http.client import Client
from extractors.http.exchange import Limits
from extractors.http.turns import TurnRules
from model import Host, Outcome, RetryAfterScope, RobotsStatus

T = TypeVar("T")
LOOPBACK = frozenset(("127.0.0.0/8", "localhost"))


class Site:
    """A web of 127.0.0.1 and 127.0.0.2 whose answers a test sets by path."""

    def __init__(self, answers: dict[str, web.Response | str]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((str(request.url.host), request.path))
        self.headers.append(dict(request.headers))
        found = self._answers.get(request.path)
        if isinstance(found, str):
            return web.Response(text=found)
        if found is None:
            return web.Response(status=404)
        return web.Response(status=found.status, headers=found.headers, body=found.body)


def moved(status: int, to: str) -> web.Response:
    return web.Response(status=status, headers={"Location": to})


def ask(
    answers: dict[str, web.Response | str],
    work: Callable[[Site, Client], Awaitable[T]],
    *,
    hosts: dict[str, Host] | None = None,
    private: frozenset[str] = LOOPBACK,
    scope: RetryAfterScope = RetryAfterScope.HOST,
    domain_of: Callable[[str], str] = str,
) -> tuple[T, Site]:
    async def run() -> tuple[T, Site]:
        site = Site(answers)
        app = web.Application()
        app.router.add_get("/{tail:.*}", site.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            site.port = runner.addresses[0][1]
            await web.TCPSite(runner, "127.0.0.2", site.port).start()
            limits = Limits(
                user_agent="Parallax/1 (+https://example.org/us)",
                turns=TurnRules(host_delay_s=0, domain_delay_s=0),
                private_hosts=private,
                retry_after_scope=scope,
            )
            known = {origin.format(port=site.port): host for origin, host in (hosts or {}).items()}
            async with Client(limits, known, domain_of=domain_of) as client:
                return await work(site, client), site
        finally:
            await runner.cleanup()

    return asyncio.run(run())


async def _page(site: Site, client: Client) -> Answer:
    return await client.fetch(site.url("/page"))


def test_what_robots_txt_denies_is_not_asked_for() -> None:
    answer, site = ask({"/robots.txt": "User-agent: Parallax\nDisallow: /page", "/page": "text"}, _page)
    assert (answer.outcome, answer.error, answer.status) == (Outcome.DISALLOWED, "robots_denied", None)
    assert site.asked == [("127.0.0.1", "/robots.txt")]


def test_a_site_of_ones_own_is_asked_without_robots_txt() -> None:
    async def work(site: Site, client: Client) -> Answer:
        return await client.fetch(site.url("/page"), obeys_robots=False)

    answer, site = ask({"/robots.txt": "User-agent: *\nDisallow: /", "/page": "text"}, work)
    assert answer.body == b"text"
    assert site.asked == [("127.0.0.1", "/page")]


def test_robots_txt_is_asked_for_once_and_learned() -> None:
    async def work(site: Site, client: Client) -> list[Host]:
        await asyncio.gather(*(client.fetch(site.url(f"/page/{number}")) for number in range(5)))
        return client.hosts_learned()

    hosts, site = ask({"/robots.txt": "User-agent: *\nCrawl-delay: 0.05\n"}, work)
    assert [path for _, path in site.asked].count("/robots.txt") == 1
    assert [host.crawl_delay_s for host in hosts] == [0.05]


@pytest.mark.parametrize(("age_hours", "asked"), [(1, 0), (25, 1)])
def test_robots_txt_of_an_earlier_run_serves_for_a_day(age_hours: int, asked: int) -> None:
    checked_at = datetime.now(UTC) - timedelta(hours=age_hours)
    known = Host(
        origin="", robots_status=RobotsStatus.FOUND, robots_text="User-agent: *\nDisallow: /page", etag='"r"',
        checked_at=checked_at, expires_at=checked_at + timedelta(days=1),
    )  # fmt: skip
    unchanged = web.Response(status=304)
    answer, site = ask({"/robots.txt": unchanged}, _page, hosts={"http://127.0.0.1:{port}": known})
    assert answer.outcome is Outcome.DISALLOWED
    assert [path for _, path in site.asked] == ["/robots.txt"] * asked
    assert [headers.get("If-None-Match") for headers in site.headers] == ['"r"'] * asked


def test_the_robots_txt_of_a_redirects_host_counts_too() -> None:
    async def work(site: Site, client: Client) -> Answer:
        return await client.fetch(site.url(f"/go?to={site.url('/page', '127.0.0.2')}"))

    to_other = {"/robots.txt": "User-agent: *\nDisallow: /page"}

    async def go(site: Site, client: Client) -> Answer:
        site._answers["/go"] = moved(302, site.url("/page", "127.0.0.2"))  # noqa: SLF001 - knows its port only now
        return await work(site, client)

    answer, site = ask(dict(to_other), go)
    assert answer.outcome is Outcome.DISALLOWED
    assert ("127.0.0.2", "/robots.txt") in site.asked
    assert ("127.0.0.2", "/page") not in site.asked


def test_a_failing_robots_txt_closes_the_host_for_now() -> None:
    answer, _ = ask({"/robots.txt": web.Response(status=503), "/page": "text"}, _page)
    assert (answer.outcome, answer.error) == (Outcome.TRANSIENT_FAILURE, "robots_unreachable")


def test_every_request_says_who_asks_and_what_it_can_unpack() -> None:
    _, site = ask({"/page": "text"}, _page)
    assert {headers["User-Agent"] for headers in site.headers} == {"Parallax/1 (+https://example.org/us)"}
    assert {headers["Accept-Encoding"] for headers in site.headers} == {"gzip, deflate"}


@pytest.mark.parametrize(
    ("statuses", "remembered"), [((301, 308), "/b"), ((301, 302), None), ((307, 301), None)]
)
def test_only_permanent_redirects_all_the_way_are_remembered(
    statuses: tuple[int, int], remembered: str | None
) -> None:
    answers: dict[str, web.Response | str] = {
        "/page": moved(statuses[0], "/a"),
        "/a": moved(statuses[1], "/b"),
        "/b": "text",
    }
    answer, site = ask(answers, _page)
    assert answer.redirect_url == (site.url(remembered) if remembered else None)


def test_a_page_that_two_links_lead_to_is_asked_for_once() -> None:
    async def work(site: Site, client: Client) -> list[Answer]:
        urls = ["/one", "/two", "/page", "/page#top"]
        return await asyncio.gather(*(client.fetch(site.url(url)) for url in urls))

    answers, site = ask({"/one": moved(302, "/page"), "/two": moved(301, "/page"), "/page": "text"}, work)
    assert [path for _, path in site.asked].count("/page") == 1
    assert sorted(answer.is_repeat for answer in answers) == [False, True, True, True]
    assert {answer.outcome for answer in answers} == {Outcome.FETCHED}


@pytest.mark.parametrize(
    ("scope", "later"),
    [
        (RetryAfterScope.FEED, [None, None]),
        (RetryAfterScope.HOST, ["retry_after", None]),
        (RetryAfterScope.DOMAIN, ["retry_after", "retry_after"]),
    ],
)
def test_retry_after_holds_for_its_scope(scope: RetryAfterScope, later: list[str | None]) -> None:
    async def work(site: Site, client: Client) -> list[str | None]:
        urls = [site.url("/busy"), site.url("/page"), site.url("/page", "127.0.0.2")]
        return [(await client.fetch(url)).error for url in urls]

    busy = web.Response(status=429, headers={"Retry-After": "120"})
    errors, _ = ask({"/busy": busy, "/page": "text"}, work, scope=scope, domain_of=lambda _: "example.org")
    assert errors == ["http_429", *later]


def test_a_retry_after_is_learned_and_kept_in_the_next_run() -> None:
    async def busy(site: Site, client: Client) -> list[Host]:
        await client.fetch(site.url("/busy"))
        return client.hosts_learned()

    answers: dict[str, web.Response | str] = {
        "/busy": web.Response(status=503, headers={"Retry-After": "120"}),
        "/page": "text",
    }
    (host,), _ = ask(dict(answers), busy)
    assert host.retry_at is not None
    assert timedelta(seconds=100) < host.retry_at - datetime.now(UTC) <= timedelta(seconds=120)
    waiting = Host(origin="http://127.0.0.1:1", retry_at=host.retry_at)
    answer, site = ask(dict(answers), _page, hosts={"http://127.0.0.1:1": waiting})
    assert (answer.error, site.asked) == ("retry_after", [])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
def test_a_private_address_is_refused_before_anything_is_sent(host: str) -> None:
    async def work(site: Site, client: Client) -> Answer:
        return await client.fetch(site.url("/page", host))

    answer, site = ask({"/page": "text"}, work, private=frozenset())
    assert (answer.outcome, answer.error, site.asked) == (Outcome.REFUSED, "private_address", [])


def test_a_redirect_into_the_private_net_is_refused() -> None:
    answer, _ = ask({"/page": moved(302, "http://169.254.169.254/latest/meta-data/")}, _page)
    assert (answer.outcome, answer.error) == (Outcome.REFUSED, "private_address")


def test_a_public_name_with_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def resolve(_: str, port: int, **__: object) -> object:
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    async def work(site: Site, client: Client) -> Answer:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
        return await client.fetch(f"http://innocent.example:{site.port}/page")

    answer, site = ask({"/page": "text"}, work)
    assert site.asked, "127.0.0.0/8 is named"
    answer, site = ask({"/page": "text"}, work, private=frozenset(("10.0.0.0/8",)))
    assert (answer.outcome, answer.error, site.asked) == (Outcome.REFUSED, "private_address", [])


def test_a_host_that_is_down_is_tried_three_times_and_then_left_alone() -> None:
    async def work(site: Site, client: Client) -> list[str | None]:
        urls = [f"http://127.0.0.3:{site.port}/{number}" for number in range(6)]
        return [(await client.fetch(url, obeys_robots=False)).error for url in urls]

    errors, _ = ask({}, work)
    assert errors[0] == "connection_refused"
    assert errors[-1] == "host_down"
