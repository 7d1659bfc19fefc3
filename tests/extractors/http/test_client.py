"""The HTTP client against a server on loopback: outcomes, redirects, limits and proxies."""

import asyncio
import gzip
import socket
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

import brotli
import pytest
from aiohttp import web

from extractors.http.answer import Answer
from extractors.http.client import Client, conditions
from extractors.http.exchange import Limits, check_proxy
from extractors.http.turns import TurnRules
from model import Outcome, TransientError
from model.limits import MAX_VALIDATOR_CHARS
from tests.packing import zstd_packed

HELLO = "Grüße aus dem Archiv. ".encode() * 20
LIMIT = 50_000
T = TypeVar("T")


@dataclass(slots=True)
class Server:
    """A small web on 127.0.0.1 that writes down when each request came and went."""

    port: int = 0
    log: list[tuple[str, float, float]] = field(default_factory=list)
    user_agents: list[str | None] = field(default_factory=list)
    conditions: list[str | None] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.pages()]

    def pages(self) -> list[tuple[str, float, float]]:
        return [entry for entry in self.log if entry[0] != "/robots.txt"]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        came = time.monotonic()
        self.user_agents.append(request.headers.get("User-Agent"))
        self.conditions.append(request.headers.get("If-None-Match"))
        try:
            return await self._answer(request)
        finally:
            self.log.append((request.raw_path, came, time.monotonic()))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        kind, _, rest = request.path.strip("/").partition("/")
        match kind:
            case "robots.txt" | "status":
                return web.Response(status=int(rest or 404), headers={"ETag": '"v1"'})
            case "hop":
                location = f"/hop/{int(rest) - 1}" if int(rest) > 1 else "/hello"
                return web.Response(status=302, headers={"Location": location})
            case "away":
                return web.Response(status=301, headers={"Location": request.query["to"]})
            case "slow":
                await asyncio.sleep(float(rest))
            case "encoded":
                return web.Response(body=ENCODED[rest][1], headers={"Content-Encoding": ENCODED[rest][0]})
            case "large":
                return web.Response(body=b"x" * int(rest))
        return web.Response(body=HELLO, content_type="text/plain")


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


ENCODED = {
    "gzip": ("gzip", gzip.compress(HELLO)),
    "two-members": ("gzip", gzip.compress(HELLO[:100]) + gzip.compress(HELLO[100:])),
    "upper": ("GZip", gzip.compress(HELLO)),
    "zlib": ("deflate", zlib.compress(HELLO)),
    "raw-deflate": ("deflate", _raw_deflate(HELLO)),
    "bomb": ("gzip", gzip.compress(b"\0" * 20_000_000)),
    "damaged": ("gzip", b"\x1f\x8b\x08\x00 this is no gzip at all"),
    "not-gzip": ("gzip", HELLO),
    "twice": ("gzip, gzip", gzip.compress(gzip.compress(HELLO))),
    "br": ("br", brotli.compress(HELLO)),
    "zstd": ("zstd", zstd_packed(HELLO)),
    "lzw": ("compress", b"\x1f\x9d\x90" + bytes(range(32))),
}


def _limits(
    *,
    proxy: str | None = None,
    delay: float = 0.0,
    total: float = 10.0,
    first_byte: float = 10.0,
    redirects: int = 5,
    at_once: int = 100,
    private: frozenset[str] = frozenset(("127.0.0.0/8", "::1", "localhost")),
) -> Limits:
    return Limits(
        user_agent="parallax-test/1",
        proxy=proxy,
        turns=TurnRules(host_delay_s=delay, domain_delay_s=delay),
        connection_count=at_once,
        private_hosts=private,
        max_body_bytes=LIMIT,
        max_redirects=redirects,
        first_byte_s=first_byte,
        total_s=total,
    )


@asynccontextmanager
async def _serving() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_get("/{tail:.*}", server.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        server.port = runner.addresses[0][1]
        yield server
    finally:
        await runner.cleanup()


def _with_server(work: Callable[[Server, Client], Awaitable[T]], limits: Limits | None = None) -> T:
    async def run() -> T:
        async with _serving() as server, Client(limits or _limits()) as client:
            return await work(server, client)

    return asyncio.run(run())


def _get(path: str, limits: Limits | None = None) -> tuple[Answer, Server]:
    async def work(server: Server, client: Client) -> tuple[Answer, Server]:
        return await client.fetch(server.url(path)), server

    return _with_server(work, limits)


def _get_raw(reply: bytes) -> tuple[Answer, int]:
    """Fetch from a server that sends these very bytes and hangs up; also tell how often it was asked."""

    async def run() -> tuple[Answer, int]:
        asked = 0

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal asked
            asked += 1
            await reader.readuntil(b"\r\n\r\n")
            writer.write(reply)
            await writer.drain()
            writer.close()
            await writer.wait_closed()

        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        async with server, Client(_limits()) as client:
            port = server.sockets[0].getsockname()[1]
            return await client.fetch(f"http://127.0.0.1:{port}/"), asked

    return asyncio.run(run())


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("status", "outcome", "error"),
    [
        (200, Outcome.FETCHED, None),
        (304, Outcome.NOT_MODIFIED, None),
        (404, Outcome.PERMANENT_FAILURE, "http_404"),
        (410, Outcome.PERMANENT_FAILURE, "http_410"),
        (429, Outcome.TRANSIENT_FAILURE, "http_429"),
        (500, Outcome.TRANSIENT_FAILURE, "http_500"),
        (503, Outcome.TRANSIENT_FAILURE, "http_503"),
    ],
)
def test_a_status_becomes_an_outcome(status: int, outcome: Outcome, error: str | None) -> None:
    answer, server = _get(f"/status/{status}")
    assert (answer.status, answer.outcome, answer.error) == (status, outcome, error)
    assert answer.header("etag") == '"v1"'
    assert server.paths() == [f"/status/{status}"], "an answer, good or bad, is asked for once"


def test_the_request_says_who_asks_and_carries_its_validators() -> None:
    async def work(server: Server, client: Client) -> Server:
        await client.fetch(server.url("/hello"), {"If-None-Match": '"v1"'})
        return server

    server = _with_server(work)
    assert server.user_agents == ["parallax-test/1"] * 2, "the second is for robots.txt"
    assert server.conditions == [None, '"v1"']


@pytest.mark.parametrize(
    ("etag", "sent"),
    [
        ('W/"a b"', 'W/"a b"'),
        ("é".encode().decode("latin-1"), "é"),
        ("a\x01b", None),
        ("a\x7fb", None),
        ("a\tb", None),
        ("a\x00", None),
        ("a\r\nX-Evil: 1", None),
        ("\xe9", None),
        (" a", None),
        ("", None),
        ("a" * MAX_VALIDATOR_CHARS, "a" * MAX_VALIDATOR_CHARS),
        ("a" * (MAX_VALIDATOR_CHARS + 1), None),
    ],
)
def test_validators_that_cannot_be_sent_back_are_left_out(etag: str, sent: str | None) -> None:
    async def work(server: Server, client: Client) -> tuple[Answer, Server]:
        headers = conditions(etag, etag)
        return await client.fetch(server.url("/hello"), headers, obeys_robots=False), server

    answer, server = _with_server(work)
    assert answer.body == HELLO
    assert server.conditions == [sent]


def test_a_plain_body_is_raw_and_body_alike() -> None:
    answer, _ = _get("/hello")
    assert answer.body == answer.raw == HELLO
    assert answer.requested_at.tzinfo is not None
    assert answer.elapsed_ms >= 0


def test_a_chain_of_redirects_is_followed_to_its_end() -> None:
    answer, server = _get("/hop/3")
    assert answer.outcome is Outcome.FETCHED
    assert answer.body == HELLO
    assert (answer.url, answer.final_url) == (server.url("/hop/3"), server.url("/hello"))
    assert server.paths() == ["/hop/3", "/hop/2", "/hop/1", "/hello"]


def test_a_loop_of_redirects_ends() -> None:
    answer, server = _get("/away?to=/away%3Fto%3D/hop/9", _limits(redirects=3))
    assert (answer.outcome, answer.error) == (Outcome.TRANSIENT_FAILURE, "too_many_redirects")
    assert len(server.paths()) == 4


def test_a_page_that_redirects_to_itself_ends() -> None:
    async def work(server: Server, client: Client) -> tuple[Answer, int]:
        return await client.fetch(server.url("/away?to=?to=")), len(server.log)

    answer, asked = _with_server(work)
    assert asked <= 6
    assert answer.outcome is Outcome.PERMANENT_FAILURE


@pytest.mark.parametrize("target", ["ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)"])
def test_a_redirect_away_from_the_web_is_refused(target: str) -> None:
    answer, server = _get(f"/away?to={target}")
    assert (answer.outcome, answer.error) == (Outcome.REFUSED, "not_http")
    assert len(server.paths()) == 1


def test_a_redirect_to_nonsense_is_an_answer_and_no_exception() -> None:
    answer, _ = _get("/away?to=http://[broken")
    assert answer.outcome in {Outcome.REFUSED, Outcome.PERMANENT_FAILURE}
    assert answer.error is not None


@pytest.mark.parametrize(
    "name", ["gzip", "upper", "zlib", "raw-deflate", "two-members", "twice", "br", "zstd", "not-gzip"]
)
def test_a_packed_body_is_unpacked_and_its_raw_bytes_kept(name: str) -> None:
    answer, _ = _get(f"/encoded/{name}")
    assert answer.outcome is Outcome.FETCHED
    assert answer.body == HELLO
    assert answer.raw == ENCODED[name][1]


@pytest.mark.parametrize(("name", "error"), [("damaged", "damaged_encoding"), ("lzw", "unknown_encoding")])
def test_a_packing_that_cannot_be_undone_is_a_transient_failure(name: str, error: str) -> None:
    answer, _ = _get(f"/encoded/{name}")
    assert (answer.outcome, answer.error) == (Outcome.TRANSIENT_FAILURE, error)
    assert answer.status == 200


@pytest.mark.parametrize("path", ["/encoded/bomb", f"/large/{LIMIT + 1}"])
def test_what_passes_the_limit_is_too_large(path: str) -> None:
    answer, server = _get(path)
    assert (answer.outcome, answer.error) == (Outcome.PERMANENT_FAILURE, "too_large")
    assert (answer.raw, answer.body) == (b"", b"")
    assert len(server.paths()) == 1


def test_a_body_of_just_the_limit_is_taken() -> None:
    answer, _ = _get(f"/large/{LIMIT}")
    assert answer.outcome is Outcome.FETCHED
    assert len(answer.body) == LIMIT


@pytest.mark.parametrize("limits", [_limits(total=0.2), _limits(first_byte=0.2)])
def test_a_slow_host_times_out(limits: Limits) -> None:
    answer, server = _get("/slow/0.8", limits)
    assert (answer.outcome, answer.error) == (Outcome.TRANSIENT_FAILURE, "timeout")
    assert answer.status is None
    assert 150 <= answer.elapsed_ms < 700
    assert server.paths() == ["/slow/0.8"]


def test_a_refused_connection_is_a_transient_failure() -> None:
    async def run() -> Answer:
        async with Client(_limits()) as client:
            return await client.fetch(f"http://127.0.0.1:{_closed_port()}/")

    answer = asyncio.run(run())
    assert (answer.outcome, answer.error) == (Outcome.TRANSIENT_FAILURE, "connection_refused")


@pytest.mark.parametrize(
    ("reply", "error", "most"),
    [
        (b"", "connection_lost", 2),
        (b"this is no HTTP\r\n\r\n", "broken_response", 1),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this", "broken_response", 1),
    ],
)
def test_a_broken_answer_is_a_transient_failure(reply: bytes, error: str, most: int) -> None:
    answer, times = _get_raw(reply)
    assert (answer.outcome, answer.error) == (Outcome.TRANSIENT_FAILURE, error)
    assert 1 <= times <= most


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "mailto:a@b.c",
        "",
        "http://",
        "http://[",
        "http://a.example:99999/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    async def run() -> Answer:
        async with Client(_limits()) as client:
            return await client.fetch(url)

    answer = asyncio.run(run())
    assert (answer.outcome, answer.error, answer.url) == (Outcome.REFUSED, "not_http", url)


def test_a_proxy_that_is_not_there_is_our_own_fault() -> None:
    proxy = f"http://127.0.0.1:{_closed_port()}"

    async def run() -> Answer:
        async with Client(_limits(proxy=proxy)) as client:
            return await client.fetch("http://news.example/")

    with pytest.raises(TransientError, match="PARALLAX_PROXY"):
        asyncio.run(run())
    with pytest.raises(TransientError, match="PARALLAX_PROXY"):
        asyncio.run(check_proxy(proxy))


def test_a_proxy_that_listens_passes_the_check() -> None:
    async def work(server: Server, client: Client) -> None:
        await check_proxy(server.url(""))

    _with_server(work)


def test_one_host_gets_one_request_at_a_time_with_the_delay_between() -> None:
    delay = 0.15

    async def work(server: Server, client: Client) -> Server:
        await asyncio.gather(*(client.fetch(server.url(f"/slow/0.05?{n}")) for n in range(5)))
        return server

    log = sorted(_with_server(work, _limits(delay=delay)).log, key=lambda entry: entry[1])
    assert len(log) == 6, "five pages and robots.txt"
    gaps = [later[1] - earlier[2] for earlier, later in pairwise(log)]
    assert min(gaps) >= delay - 0.005


def test_redirects_and_failures_keep_the_delay_too() -> None:
    delay = 0.15

    async def work(server: Server, client: Client) -> Server:
        await asyncio.gather(client.fetch(server.url("/hop/1")), client.fetch(server.url("/status/500")))
        return server

    came = sorted(entry[1] for entry in _with_server(work, _limits(delay=delay)).log)
    assert len(came) == 4
    assert min(later - earlier for earlier, later in pairwise(came)) >= delay - 0.005


def test_two_hosts_are_asked_at_once_unless_places_are_few() -> None:
    async def work(server: Server, client: Client) -> Server:
        urls = [server.url("/slow/0.3", host) for host in ("127.0.0.1", "localhost")]
        answers = await asyncio.gather(*(client.fetch(url) for url in urls))
        assert [answer.outcome for answer in answers] == [Outcome.FETCHED] * 2
        return server

    first, second = sorted(_with_server(work).pages(), key=lambda entry: entry[1])
    assert second[1] < first[2], "two hosts overlap"
    first, second = sorted(_with_server(work, _limits(at_once=1)).pages(), key=lambda entry: entry[1])
    assert second[1] >= first[2], "one place, one request"
