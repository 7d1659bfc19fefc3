"""Chains of redirects: their cookies, refreshes of pages among them, and where they end."""

import asyncio
from collections.abc import Callable, Iterable

import pytest

from extractors.http.answer import Answer
from extractors.http.chain import ChainRules
from extractors.http.client import Client
from extractors.http.exchange import Limits
from extractors.http.turns import TurnRules
from extractors.http.urls import Credentials
from extractors.pages.refresh import refresh_of
from model import Outcome
from model.limits import MAX_REDIRECTS
from tests.faults.server import response
from transforms.urls import registered_domain

Answering = Callable[[str, str], bytes]
SHOP = "http://www.gazette.example/"


def moved(to: str, *cookies: str, status: str = "302 Found") -> bytes:
    lines = "".join(f"Set-Cookie: {cookie}\r\n" for cookie in cookies)
    return f"HTTP/1.1 {status}\r\nLocation: {to}\r\n{lines}Content-Length: 0\r\n\r\n".encode()


def page(text: str = "", **headers: str) -> bytes:
    return response(text.encode(), "text/html; charset=utf-8", **headers)


def refresh(to: str, delay: str = "0") -> str:
    return f'<html><head><meta http-equiv="refresh" content="{delay}; url={to}"></head>Please wait.</html>'


def ask(
    answering: Answering, *urls: str, secrets: Iterable[str] = ()
) -> tuple[list[Answer], list[tuple[str, str]]]:
    """Fetch URLs one after another through a proxy; return the answers, and each request with its cookies."""
    asked: list[tuple[str, str]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        url = head.split(" ")[1]
        cookies = [line[8:] for line in head.split("\r\n") if line.lower().startswith("cookie: ")]
        if url.endswith("/robots.txt"):
            writer.write(response(b"User-agent: *\nDisallow: /members/", "text/plain"))
        else:
            asked.append((url, cookies[0] if cookies else ""))
            writer.write(answering(*asked[-1]))
        await writer.drain()
        writer.close()

    async def run() -> list[Answer]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            client = Client(
                Limits(
                    user_agent="Parallax/1",
                    proxy=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}",
                    turns=TurnRules(host_delay_s=0, domain_delay_s=0),
                ),
                credentials=Credentials(secrets),
                chains=ChainRules(site_of=registered_domain, refresh_of=refresh_of),
            )
            async with client:
                return [await client.fetch(url) for url in urls]

    return asyncio.run(run()), asked


def test_a_page_that_wants_to_see_its_cookie_is_read() -> None:
    def answering(url: str, cookies: str) -> bytes:
        if url.endswith("/check"):
            return moved("/story", "seen=yes; Path=/; HttpOnly", "lang=cs")
        return page("The story") if "seen=yes" in cookies else moved("/check")

    (answer,), asked = ask(answering, f"{SHOP}story")
    assert (answer.outcome, answer.body, answer.final_url) == (Outcome.FETCHED, b"The story", f"{SHOP}story")
    assert asked == [(f"{SHOP}story", ""), (f"{SHOP}check", ""), (f"{SHOP}story", "seen=yes; lang=cs")]


def test_the_next_chain_begins_without_cookies() -> None:
    def answering(url: str, cookies: str) -> bytes:
        return page("read") if cookies else moved(url, "seen=1")

    answers, asked = ask(answering, f"{SHOP}1", f"{SHOP}2")
    assert [answer.body for answer in answers] == [b"read", b"read"]
    assert [cookies for _, cookies in asked] == ["", "seen=1", "", "seen=1"]


def test_two_links_to_one_page_behind_a_cookie_request_it_once() -> None:
    def answering(url: str, cookies: str) -> bytes:
        if not url.endswith("/story"):
            return moved("/story")
        return page("read") if cookies else moved("/story", "seen=1")

    answers, asked = ask(answering, f"{SHOP}a", f"{SHOP}b")
    assert [(answer.outcome, answer.is_repeat) for answer in answers] == [
        (Outcome.FETCHED, False),
        (Outcome.FETCHED, True),
    ]
    assert [url for url, _ in asked].count(f"{SHOP}story") == 2


# The cookie that www.gazette.example sets, the URL that it then leads to, and whether the cookie goes there.
WHERE = [
    ("a=1", "http://www.gazette.example/x", True),
    ("a=1", "http://www.gazette.example:8080/x", True),
    ("a=1", "http://gazette.example/x", False),
    ("a=1", "http://shop.www.gazette.example/x", False),
    ("a=1", "http://www.gazette.example.evil.example/x", False),
    ("a=1; Domain=gazette.example", "http://gazette.example/x", True),
    ("a=1; Domain=.gazette.example", "http://shop.gazette.example/x", True),
    ("a=1; domain=GAZETTE.example", "http://shop.gazette.example/x", True),
    ("a=1; Domain=gazette.example", "http://notgazette.example/x", False),
    ("a=1; Domain=example", "http://evil.example/x", False),
    ("a=1; Domain=shop.gazette.example", "http://shop.gazette.example/x", False),
    ("a=1; Domain=evil.example", "http://evil.example/x", False),
    ("a=1; Path=/members", "http://www.gazette.example/x", False),
    ("a=1; Path=/members", "http://www.gazette.example/memberships", False),
    ("a=1; Path=/x", "http://www.gazette.example/x/y", True),
    ("a=1; Secure", "http://www.gazette.example/x", False),
    ("a=1; Max-Age=0", "http://www.gazette.example/x", False),
    ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "http://www.gazette.example/x", False),
    ("a=1; Expires=Thu, 01-Jan-70 00:00:00 GMT", "http://www.gazette.example/x", False),
    ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", "http://www.gazette.example/x", True),
    ("a=1; Max-Age=soon", "http://www.gazette.example/x", True),
    ("a=1; Domain=; Path=x; Port=81", "http://www.gazette.example/x", True),
    ("a=1; Expires=never", "http://www.gazette.example/x", True),
    ("=1", "http://www.gazette.example/x", False),
    ("a=1\x01", "http://www.gazette.example/x", False),
]


@pytest.mark.parametrize(("cookie", "url", "goes"), WHERE)
def test_a_cookie_goes_only_where_it_belongs(cookie: str, url: str, *, goes: bool) -> None:
    def answering(asked: str, _: str) -> bytes:
        return page("end") if asked == url else moved(url, cookie)

    _, asked = ask(answering, f"{SHOP}start")
    assert asked[-1] == (url, "a=1" if goes else "")


@pytest.mark.parametrize(
    ("host", "domain", "other"),
    [
        ("one.co.uk", "co.uk", "two.co.uk"),
        ("one.blogspot.com", "blogspot.com", "two.blogspot.com"),
        ("a.one.example", "one.example.", "b.one.example"),
    ],
)
def test_a_cookie_for_a_public_suffix_goes_nowhere(host: str, domain: str, other: str) -> None:
    def answering(asked: str, _: str) -> bytes:
        return page("end") if other in asked else moved(f"http://{other}/", f"a=1; Domain={domain}")

    assert ask(answering, f"http://{host}/")[1][-1] == (f"http://{other}/", "")


def test_a_cookie_that_changes_each_time_ends_after_few_requests() -> None:
    numbers = iter(range(100))
    (answer,), asked = ask(lambda *_: moved("/story", f"n={next(numbers)}"), f"{SHOP}story")
    assert (answer.outcome, answer.error) == (Outcome.TRANSIENT_FAILURE, "redirect_loop")
    assert len(asked) == 3


def test_a_loop_without_cookies_ends_at_once() -> None:
    (answer,), asked = ask(lambda *_: moved("/story"), f"{SHOP}story")
    assert (answer.outcome, answer.error) == (Outcome.TRANSIENT_FAILURE, "redirect_loop")
    assert len(asked) == 1


@pytest.mark.parametrize(("hops", "outcome"), [(MAX_REDIRECTS, Outcome.FETCHED), (MAX_REDIRECTS + 1, None)])
def test_too_many_redirects_are_no_proof_that_the_page_is_gone(hops: int, outcome: Outcome | None) -> None:
    def answering(url: str, _: str) -> bytes:
        left = int(url.rpartition("/")[2])
        return moved(f"/{left - 1}") if left else page("end")

    (answer,), asked = ask(answering, f"{SHOP}{hops}")
    assert answer.outcome is (outcome or Outcome.TRANSIENT_FAILURE)
    assert answer.error == (None if outcome else "too_many_redirects")
    assert len(asked) == MAX_REDIRECTS + 1


def test_passwords_of_the_catalog_and_cookies_go_together() -> None:
    def answering(_: str, cookies: str) -> bytes:
        return page("read") if cookies else moved("/feed", "seen=1")

    (answer,), _ = ask(answering, f"{SHOP}feed", secrets=["http://me:pw@www.gazette.example/feed"])
    assert answer.body == b"read"


def test_a_refresh_is_a_hop_like_others() -> None:
    pages = {
        f"{SHOP}go": page(refresh("/middle")),
        f"{SHOP}middle": moved("/story", status="301 Moved Permanently"),
        f"{SHOP}story": page("The story"),
    }
    answers, asked = ask(lambda url, _: pages[url], f"{SHOP}go", f"{SHOP}go")
    assert [(answer.final_url, answer.is_repeat) for answer in answers] == [
        (f"{SHOP}story", False),
        (f"{SHOP}story", True),
    ]
    assert answers[0].body == b"The story"
    assert answers[0].redirect_url is None, "a refresh may change tomorrow"
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("to", "outcome", "error"),
    [
        ("/members/1", Outcome.DISALLOWED, "robots_denied"),
        ("http://127.0.0.1/", Outcome.REFUSED, "private_address"),
        ("http://0x7f.1/", Outcome.REFUSED, "private_address"),
        ("http:\\\\localhost\\", Outcome.REFUSED, "private_address"),
        ("/other", Outcome.TRANSIENT_FAILURE, "redirect_loop"),
        ("file:///etc/passwd", Outcome.FETCHED, None),
        ("javascript:alert(1)", Outcome.FETCHED, None),
        ("/go", Outcome.FETCHED, None),
        ("#top", Outcome.FETCHED, None),
    ],
)
def test_a_refresh_is_judged_like_a_redirect(to: str, outcome: Outcome, error: str | None) -> None:
    def answering(url: str, _: str) -> bytes:
        return page(refresh("/go" if url.endswith("/other") else to))

    (answer,), asked = ask(answering, f"{SHOP}go")
    assert (answer.outcome, answer.error) == (outcome, error)
    assert len(asked) <= 2


def test_refreshes_count_as_redirects() -> None:
    def answering(url: str, _: str) -> bytes:
        return page(refresh(f"/{int(url.rpartition('/')[2]) + 1}"))

    (answer,), asked = ask(answering, f"{SHOP}0")
    assert (answer.error, len(asked)) == ("too_many_redirects", MAX_REDIRECTS + 1)


def test_a_page_that_sets_a_cookie_and_loads_itself_anew_is_read() -> None:
    def answering(url: str, cookies: str) -> bytes:
        return page("The story") if cookies else page(refresh(url), Set_Cookie="human=1; Path=/")

    (answer,), _ = ask(answering, f"{SHOP}story")
    assert answer.body == b"The story"
