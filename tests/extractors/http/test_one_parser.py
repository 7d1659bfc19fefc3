"""What is judged is what is asked: links and redirects that other parsers take for another host."""

import asyncio
from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest

from extractors.http.answer import Answer
from extractors.http.client import Client
from extractors.http.exchange import Limits
from extractors.http.turns import TurnRules
from extractors.http.urls import Credentials
from model import Outcome
from tests.extractors.http.test_robots import BOMBS
from tests.faults.server import Behaviour, FaultServer, Request, response, serving

HERE, THERE = "127.0.0.1", "127.0.0.2"
REFUSED = (Outcome.REFUSED, "private_address")


def page(robots: bytes = b"", location: Callable[[], str] | None = None) -> Behaviour:
    """Return a host with a robots.txt and pages; with `location`, its page /go redirects there."""

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.path.endswith("/robots.txt"):
            writer.write(response(robots, "text/plain", "200 OK" if robots else "404 Not Found"))
        elif request.path.endswith("/go") and location:
            writer.write(response(b"", "text/plain", "302 Found", Location=location()))
        else:
            writer.write(response(b"a page", "text/plain"))

    return behave


def ask(
    urls: list[str],
    *,
    private: frozenset[str] = frozenset(),
    proxy: str | None = None,
    delay_s: float = 0.0,
    credentials: Credentials | None = None,
) -> list[Answer]:
    rules = TurnRules(host_delay_s=delay_s, domain_delay_s=0)
    limits = Limits(user_agent="Parallax-test/1", turns=rules, private_hosts=private, proxy=proxy, total_s=5)

    async def run() -> list[Answer]:
        async with Client(limits, credentials=credentials) as client:
            return await asyncio.gather(*(client.fetch(url) for url in urls))

    return asyncio.run(run())


def ends(answers: list[Answer]) -> set[tuple[Outcome, str | None]]:
    return {(answer.outcome, answer.error) for answer in answers}


def two_hosts(location: str = "", **robots: bytes) -> tuple[Mapping[str, Behaviour], list[FaultServer]]:
    """Return the behaviours of both hosts; the caller puts the server, which has the port, into the list."""
    known: list[FaultServer] = []

    def led_to() -> str:
        return location.format(port=known[0].port)

    return {
        HERE: page(robots.get("here", b""), led_to if location else None),
        THERE: page(robots.get("there", b"")),
    }, known


TRICKS = [
    "http://127.0.0.2:{port}\\internal\\dossier\\@localhost:{port}/",
    "http://127.0.0.2:{port}\\@localhost:{port}/",
    "http:\\\\127.0.0.2:{port}\\@localhost:{port}/",
    "http:/\\127.0.0.2:{port}?@localhost:{port}/",
    "http://127.0.0.2:{port}#@localhost:{port}/",
    "http://localhost:{port}@127.0.0.2:{port}/",
    "http://localhost\t@127.0.0.2:{port}/",
    "http://0x7f.0.0.2:{port}/",
    "http://127.0.0.2.:{port}/",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_a_name_that_is_allowed_lends_itself_to_no_other_address(trick: str) -> None:
    behaviours, known = two_hosts(trick)
    with serving(behaviours) as server:
        known.append(server)
        urls = [trick.format(port=server.port), f"http://localhost:{server.port}/go"]
        answers = ask(urls, private=frozenset(("localhost",)))
    assert ends(answers) == {REFUSED}
    assert server.asked(THERE) == []
    assert [request.path for request in server.asked(HERE)] == ["/robots.txt", "/go"]


@pytest.mark.parametrize("trick", TRICKS)
def test_the_robots_txt_of_the_host_that_is_asked_decides(trick: str) -> None:
    behaviours, _ = two_hosts(there=b"User-agent: *\nDisallow: /\n")
    with serving(behaviours) as server:
        answers = ask([trick.format(port=server.port)], private=frozenset(("localhost", "127.0.0.0/8")))
    assert ends(answers) == {(Outcome.DISALLOWED, "robots_denied")}
    assert [request.path for request in server.log] == ["/robots.txt"]
    assert len(server.asked(THERE)) == 1


def test_all_spellings_of_a_host_wait_for_one_turn() -> None:
    spellings = ["127.0.0.2", "x@127.0.0.2", "0x7f.0.0.2", "１２７.0.0.2", "127.0.0.2."]
    behaviours, _ = two_hosts()
    with serving(behaviours) as server:
        urls = [f"http://{host}:{server.port}/{number}" for number, host in enumerate(spellings)]
        answers = ask(urls, private=frozenset(("127.0.0.0/8",)), delay_s=0.1)
    assert ends(answers) == {(Outcome.FETCHED, None)}
    assert server.worst_counts[THERE] == 1
    came = [request.came_at for request in server.log]
    assert [request.path for request in server.log].count("/robots.txt") == 1
    assert min(later - sooner for sooner, later in pairwise(came)) > 0.095
    assert {answer.final_url for answer in answers} == {
        f"http://127.0.0.2:{server.port}/{n}" for n in range(5)
    }


SPELLINGS = [
    "¹27.0.0.1", "loc\u00adalhost", "１２７.０.０.１", "ⓛocalhost", "127.0.0.1\\@x", "x\\@127.0.0.1:1\\",
    "LOCALHOST", "localhost.", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "127。0。0。1",
    "%6cocalhost",
    "lo\tcalhost", "[::ffff:127.0.0.1]", "[::1]", "[64:ff9b:1::a00:1]", "[fec0::1]", "192.0.0.192",
    "a@localhost", "router.lan", "db。internal", "127.0.0.1:80:80", "127.0.0.1..",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_no_spelling_of_a_private_host_reaches_the_proxy(encoding: str) -> None:
    hosts = [host for host in SPELLINGS if encoding == "utf-8" or host.isascii() or host.startswith("¹")]
    at = 0

    def location() -> str:
        return f"http://{hosts[at]}/secret".encode(encoding).decode("latin-1")

    with serving({HERE: page(location=location)}) as server:
        proxy = server.url(HERE, "")
        for at, host in enumerate(hosts):
            urls = [f"http://{host}/secret", f"//{host}/secret", f"http://news{at}.example/go"]
            link, _, led = ask(urls, proxy=proxy)
            assert link.outcome is Outcome.REFUSED or host.startswith("x\\"), host
            assert led.outcome in {Outcome.REFUSED, Outcome.PERMANENT_FAILURE} or host.startswith("x\\"), host
    asked = {request.path.split("/")[2] for request in server.log}
    assert {name for name in asked if not name.startswith("news")} <= {"x"}, asked


def test_credentials_of_the_catalog_are_sent_and_seen_nowhere() -> None:
    behaviours, known = two_hosts("http://127.0.0.2:{port}/away")
    with serving(behaviours) as server:
        known.append(server)
        origin = f"http://127.0.0.1:{server.port}"
        credentials = Credentials([origin.replace("//", "//user:s3cret@") + "/feed"])
        urls = [f"{origin}/feed", f"{origin}/page", f"{origin}/go", f"http://a:b@127.0.0.2:{server.port}/x"]
        answers = ask(urls, private=frozenset(("127.0.0.0/8",)), credentials=credentials)
    assert {request.headers.get("authorization") for request in server.asked(HERE)} == {
        "Basic dXNlcjpzM2NyZXQ="
    }
    assert {request.headers.get("authorization") for request in server.asked(THERE)} == {None}
    assert "s3cret" not in repr(answers)
    assert {"@" in answer.final_url for answer in answers} == {False}


@pytest.mark.slow
def test_robots_bombs_hold_up_nobody_else() -> None:
    """The event loop keeps answering while the worst files are read, and a good host loses nothing."""
    bombs = {f"127.0.1.{number}": page(text.encode()) for number, text in enumerate(BOMBS.values())}
    lags: list[float] = []

    async def run(urls: list[str]) -> list[Answer]:
        loop = asyncio.get_running_loop()
        rules, private = TurnRules(host_delay_s=0), frozenset(("127.0.0.0/8",))
        limits = Limits(user_agent="Parallax-test/1", turns=rules, private_hosts=private)
        async with Client(limits) as client:
            asking = asyncio.gather(*(client.fetch(url) for url in urls))
            while not asking.done():
                before = loop.time()
                await asyncio.sleep(0.01)
                lags.append(loop.time() - before)
            return await asking

    with serving({HERE: page(b"User-agent: *\nDisallow: /private\n"), **bombs}) as server:
        hosts = [HERE, *bombs]
        answers = asyncio.run(run([f"{server.url(host, '')}/page{n}" for host in hosts for n in range(3)]))
    print(f"the loop stood still for {max(lags):.3f} s at most")
    assert ends(answers[:3]) == {(Outcome.FETCHED, None)}
    assert max(lags) < 1.5
