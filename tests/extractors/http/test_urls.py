"""The URL of a request: what every spelling means, and that nobody means another host by it."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import example, given
from hypothesis import strategies as st
from w3lib.url import safe_url_string
from yarl import URL

from extractors.http.addresses import AddressGuard
from extractors.http.urls import (
    Credentials,
    RequestUrl,
    as_sent,
    asked_host,
    redirect_url,
    request_url,
)
from model import FetchCause
from model.credentials import masked, without_credentials
from model.limits import MAX_REQUEST_URL_CHARS


@pytest.mark.parametrize(
    ("spelled", "meant"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("http://example.org:80/a?b#c", "http://example.org/a?b"),
        ("https://user:secret@example.org:8443/", "https://example.org:8443/"),
        ("http:example.org/a", "http://example.org/a"),
        ("http:///example.org", "http://example.org/"),
        ("\thttp://exa\nmple.org/a\tb ", "http://example.org/ab"),
        ("http://127.0.0.2:81\\internal\\@localhost:82/", "http://127.0.0.2:81/internal/@localhost:82/"),
        ("http://localhost@127.0.0.2/", "http://127.0.0.2/"),
        ("http://a@b@127.0.0.2/", "http://127.0.0.2/"),
        ("http://%31%32%37.0.0.1/", "http://127.0.0.1/"),
        ("http://¹27.0.0.1/", "http://127.0.0.1/"),
        ("http://１２７。０．０｡１/", "http://127.0.0.1/"),
        ("http://ⓛocalhost/", "http://localhost/"),
        ("http://loc\u00adal\u200bhost/", "http://localhost/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://0177.0.0.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://127.0.0.1./", "http://127.0.0.1/"),
        ("http://[0:0::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
        ("https://münchen.de/ä?ö", "https://xn--mnchen-3ya.de/%C3%A4?%C3%B6"),
        ("http://example.org/a/../b/./c", "http://example.org/b/c"),
        ("http://example.org/a%2fb+c%20d?e=%E9", "http://example.org/a%2fb+c%20d?e=%E9"),
        ("http://example.org/\ud800", "http://example.org/%EF%BF%BD"),
    ],
)
def test_every_spelling_has_one_meaning(spelled: str, meant: str) -> None:
    target = request_url(spelled)
    assert isinstance(target, RequestUrl)
    assert target.text == meant
    assert request_url(target.text) == target


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", FetchCause.INVALID_URL),
        ("http://", FetchCause.INVALID_URL),
        ("http://[broken", FetchCause.INVALID_URL),
        ("http://a.example:99999/", FetchCause.INVALID_URL),
        ("http://127.0.0.1%00.example/", FetchCause.INVALID_URL),
        ("http://300.0.0.1/", FetchCause.INVALID_URL),
        ("http://[fe80::1%25eth0]/", FetchCause.INVALID_URL),
        ("http://a b/", FetchCause.INVALID_URL),
        ("http://127.0.0.1../", FetchCause.INVALID_URL),
        ("http://a..example/", FetchCause.INVALID_URL),
        (f"http://a.example/{'a' * MAX_REQUEST_URL_CHARS}", FetchCause.INVALID_URL),
        ("file:///etc/passwd", FetchCause.NOT_HTTP),
        ("ftp://example.org/", FetchCause.NOT_HTTP),
        ("ws://example.org/", FetchCause.NOT_HTTP),
        ("data:,x", FetchCause.NOT_HTTP),
    ],
)
def test_what_is_no_page_of_the_web_says_why(text: str, cause: FetchCause) -> None:
    assert request_url(text) == cause


@pytest.mark.parametrize(
    ("location", "meant"),
    [
        ("/b", "http://a.example:81/b"),
        ("b?c#d", "http://a.example:81/dir/b?c"),
        ("//b.example/c", "http://b.example/c"),
        ("\\\\b.example\\c", "http://b.example/c"),
        ("https:b.example", "https://b.example/"),
        (
            "/नमस्ते".encode().decode("latin-1"),
            "http://a.example:81/%E0%A4%A8%E0%A4%AE%E0%A4%B8%E0%A5%8D%E0%A4%A4%E0%A5%87",
        ),
        ("http://\xb927.0.0.1/", "http://127.0.0.1/"),
        ("http://¹27.0.0.1/".encode().decode("latin-1"), "http://127.0.0.1/"),
    ],
)
def test_a_location_is_read_from_where_it_was_given(location: str, meant: str) -> None:
    base = request_url("http://a.example:81/dir/page")
    assert isinstance(base, RequestUrl)
    found = redirect_url(location, base)
    assert isinstance(found, RequestUrl)
    assert found.text == meant


# A URL of the catalog, and how everybody else sees it.
TOKENS = [
    ("https://a.example/feed?token=abc&n=1", "https://a.example/feed?token=hidden-ba7816bf&n=1"),
    (
        "https://a.example/feed?n=1&access_token=a%62c",
        "https://a.example/feed?n=1&access_token=hidden-ba7816bf",
    ),
    ("https://a.example/?API-Key=abc#x", "https://a.example/?API-Key=hidden-ba7816bf#x"),
    ("https://me:pw@a.example/?rss_%6Bey=abc", "https://a.example/?rss_%6Bey=hidden-ba7816bf"),
    ("https://a.example/f;auth=abc", "https://a.example/f;auth=hidden-ba7816bf"),
    ("https://a.example/?client_secret=abc;n=1", "https://a.example/?client_secret=hidden-ba7816bf;n=1"),
    ("https://a.example/?token=hidden-ba7816bf", "https://a.example/?token=hidden-ba7816bf"),
    ("https://a.example/?token=&keyword=abc&tokens=2", "https://a.example/?token=&keyword=abc&tokens=2"),
    ("https://a.example/token=abc/key", "https://a.example/token=abc/key"),
]


@pytest.mark.parametrize(("url", "shown"), TOKENS)
def test_tokens_are_hidden_and_sent_to_their_origin_only(url: str, shown: str) -> None:
    assert without_credentials(url) == without_credentials(shown) == shown
    known, real, seen = Credentials([url]), request_url(url), request_url(shown)
    assert isinstance(real, RequestUrl)
    assert isinstance(seen, RequestUrl)
    assert known.sent(seen) == real
    assert known.shown(real) == seen
    foreign = request_url(shown.replace("a.example", "evil.example"))
    assert isinstance(foreign, RequestUrl)
    assert known.sent(foreign) == foreign


def test_redirects_show_no_token_of_the_catalog_under_any_name() -> None:
    known = Credentials(["https://a.example/feed?token=abc"])
    for url, shown in (
        ("https://b.example/?t=abc&n=1", "t=hidden-ba7816bf&n=1"),
        ("https://b.example/?t=x", "t=x"),
    ):
        target = request_url(url)
        assert isinstance(target, RequestUrl)
        assert known.shown(target).text == f"https://b.example/?{shown}"


def test_credentials_go_to_their_own_origin_only() -> None:
    known = Credentials(
        ["https://user:p%40ss@a.example/feed", "https://other:x@a.example/second", "https://b.example/"]
    )

    def sent(url: str) -> dict[str, str]:
        target = request_url(url)
        assert isinstance(target, RequestUrl)
        return known.headers(target)

    first, second = {"Authorization": "Basic dXNlcjpwQHNz"}, {"Authorization": "Basic b3RoZXI6eA=="}
    assert sent("https://a.example/feed") == sent("https://a.example/page") == first
    assert sent("https://a.example/second") == second
    for foreign in (
        "http://a.example/feed",
        "https://a.example:444/feed",
        "https://www.a.example/",
        "https://b.example/",
    ):
        assert sent(foreign) == {}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:secret@a.example/b@c", "https://a.example/b@c"),
        ("https://token@a.example", "https://a.example"),
        ("https://a:b@c:d@a.example/", "https://a.example/"),
        ("https:\\\\user:secret@a.example", "https:\\\\a.example"),
        ("https:user:secret@a.example/", "https:a.example/"),
        (" ht\ntps:/\t/user:secret@a.example/", " ht\ntps:/\t/a.example/"),
        ("https://medium.example/@user", "https://medium.example/@user"),
        ("https://a.example?q=b@c", "https://a.example?q=b@c"),
        ("mail@a.example", "mail@a.example"),
    ],
)
def test_a_url_is_shown_without_its_credentials(url: str, shown: str) -> None:
    assert without_credentials(url) == shown


@pytest.mark.parametrize(
    "text",
    [
        "http://user:se/cret@proxy:3128",
        "http:/user:se?cret@x@proxy",
        "user:se#cret@proxy:1",
        "//user:cret@proxy",
    ],
)
def test_of_what_is_no_url_all_before_the_last_at_is_masked(text: str) -> None:
    assert "cret" not in masked(text)
    assert masked(text).rpartition("@")[2] in {"proxy", "proxy:3128", "proxy:1"}


class Dialled(Exception):  # noqa: N818 - the end of every request here
    """aiohttp was about to resolve this name or open a socket to this address."""


class Resolver(AbstractResolver):
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        raise Dialled(host, port, family)

    async def close(self) -> None:
        pass


def _open(info: Any) -> socket.socket:
    raise Dialled(*info[4][:2])


@pytest.fixture(scope="module")
def dial() -> Iterator[Any]:
    """Return what tells the host and port that aiohttp would connect to for a URL."""
    loop = asyncio.new_event_loop()

    async def begin() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(resolver=Resolver(), socket_factory=_open)
        return aiohttp.ClientSession(connector=connector)

    session = loop.run_until_complete(begin())

    async def ask(url: URL) -> tuple[str, int]:
        try:
            await session.get(url, allow_redirects=False)
        except Dialled as found:
            return found.args[0], found.args[1]
        raise AssertionError(url)

    yield lambda url: loop.run_until_complete(ask(url))
    loop.run_until_complete(session.close())
    loop.close()


ODD = (
    "\\@:/?#%.-_~ \t\n\r\x00[]!$&'()*+,;=<>^`{|}\"\u00ad\u200b\u200d\u3002\uff0e\uff61\uff20\uff1a\uff0f"
    "\u2024\u2100\u00e9\u0130\u1e9e\ufe55"
)
SCHEMES = [*["http:"] * 9, "https:", "HTTP:", "ht\ntp:", " http:", "\x00http:", "ftp:", "", "http", "http::"]
SLASHES = [*["//"] * 5, "//user:pw@", "/", "", "///", "\\\\", "/\\", "/\t/", "//@", "//:@", "\\/user@"]
NUMBERS = [
    "127",
    "0",
    "1",
    "0x7f",
    "0177",
    "2130706433",
    "0x7f000001",
    "10",
    "169",
    "254",
    "00000127",
    "256",
    "0x",
    "08",
]
WORDS = [
    "localhost",
    "example",
    "org",
    "xn--mnchen-3ya",
    "xn--",
    "internal",
    "home",
    "arpa",
    "local",
    "münchen",
]
PIECES = [*NUMBERS * 6, *WORDS * 6, *ODD, *"0123456789¹²³①②⑦１２７０𝟏𝟐𝟕𝟬٠١", *"localhstLOCALHSTⓛⓞｌｏſ𝓁"]
DOTS = [*["."] * 9, "。", "．", "｡", "%2e", "", ".."]
ADDRESSES = [
    "127.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::a00:1]",
    "[fe80::1%25a]",
    "[v1.a]",
    "8.8.8.8",
    "[::]",
]
BETWEEN = ["@", "\\@", "#@", "?@", "/@", ":80@", "%40", "＠", ":80#@", "\t@", "%5c@", ";", ":"]
PORTS = [*[""] * 9, ":80", ":", ":443", ":8080", ":0", ":080", ":65536", ":８０", ":8\t0", ":-1"]
TAILS = [
    "",
    "/",
    "/%2e%2e/a",
    "\\..\\b",
    "?q=/@x",
    "#@h",
    "/a//b",
    "//c",
    "/é b",
    "/[x]@",
    "?",
    "/a?b#c",
    "/%zz|^",
]


def spelled(choices: bytes) -> str:
    """Return a spelling of a URL by a grammar; each byte is a choice, the first ones the simplest."""
    left = iter(choices)

    def pick(options: Sequence[str]) -> str:
        return options[next(left, 0) % len(options)]

    def host() -> str:
        if next(left, 0) % 8 == 7:
            return pick(ADDRESSES)
        labels = [
            pick(PIECES) + (pick(PIECES) if next(left, 0) % 5 == 4 else "") for _ in range(next(left, 0) % 5)
        ]
        return pick(DOTS).join(labels)

    hosts = host() if next(left, 0) % 3 else f"{host()}{pick(BETWEEN)}{host()}"
    return "".join((pick(SCHEMES), pick(SLASHES), hosts, pick(PORTS), pick(TAILS)))


SPELLING = st.binary(min_size=32, max_size=32).map(spelled)
GUARD = AddressGuard()


@given(text=SPELLING, is_location=st.booleans())
@example(text="http://127.0.0.2:1\\internal\\dossier\\@localhost:2/", is_location=False)
@example(text="http://a../", is_location=False)
@example(text="http://a.example/?", is_location=False)
@example(text="http://xn--/", is_location=False)
@example(text="http://a.example/[x]@[y]?[z]", is_location=False)
def test_guard_and_request_see_one_host(dial: Any, text: str, *, is_location: bool) -> None:
    base = request_url("http://base.example:81/dir/page")
    assert isinstance(base, RequestUrl)
    target = redirect_url(text, base) if is_location else request_url(text)
    if isinstance(target, RequestUrl):
        _check(target, dial)
        shown = request_url(without_credentials(text), base if is_location else None)
        assert is_location or shown == target


def _check(target: RequestUrl, dial: Any) -> None:
    """Check that every parser finds the judged host in what is sent, and aiohttp dials it."""
    sent = as_sent(target)
    assert str(sent) == target.text, "a proxy is sent this text"
    wanted = (target.host, target.port)
    assert request_url(target.text) == target
    parts, again = urlsplit(target.text), URL(target.text)
    assert (_bare(parts.hostname), parts.port or sent.port) == wanted
    assert (_bare(again.raw_host), again.port) == wanted
    assert _bare(urlsplit(safe_url_string(target.text)).hostname) == target.host
    assert parts.username is parts.password is None
    assert target.origin == f"{parts.scheme}://{parts.netloc}"
    assert asked_host(f"{target.origin}/robots.txt") == target.host
    host, port = dial(sent)
    assert (_bare(host), port) == wanted
    _check_spelling(target.host)


def _check_spelling(host: str) -> None:
    """Check that a host which the C library takes for an address is one in its usual spelling."""
    try:
        address = ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return
    assert str(address) == host
    assert GUARD.bars_name(host) == GUARD.bars_address(address)


def _bare(host: str | None) -> str:
    return (host or "").removesuffix(".")
