"""Everything that a server can do wrong, by name: what a host with that fault answers."""

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable
from functools import cache
from socket import SO_LINGER, SOL_SOCKET

from tests.faults.server import Behaviour, Request, response

Answer = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]

FEED = "application/rss+xml"
_ITEM = "<item><title>{title}</title><link>/page</link><guid>{guid}</guid>{more}</item>"
_BLOCK = b"<item><title>again and again</title></item>" * 1_500


def rss(items: str, *, prolog: str = "") -> str:
    head = f'<?xml version="1.0"?>{prolog}<rss version="2.0"><channel><title>A feed</title>'
    return f"{head}{items}</channel></rss>"


def item(title: str = "A title", guid: str = "1", more: str = "") -> str:
    return _ITEM.format(title=title, guid=guid, more=more)


def _host(answer: Answer, robots: bytes | None = None) -> Behaviour:
    """Return a host that answers robots.txt plainly and everything else with its fault."""

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.path == "/robots.txt":
            writer.write(robots or response(b"", "text/plain", "404 Not Found"))
        else:
            await answer(request, writer)

    return behave


def sends(raw: bytes, *, hangs_up: bool = False) -> Answer:
    """Return an answer of these very bytes."""

    async def answer(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        if hangs_up:
            writer.close()

    return answer


def feed(body: str | bytes, content_type: str = FEED, **headers: str) -> Answer:
    return sends(response(body.encode() if isinstance(body, str) else body, content_type, **headers))


def redirect(to: str, status: str = "302 Found") -> Answer:
    return sends(response(b"", "text/plain", status, Location=to))


async def _endless(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {FEED}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    while True:
        writer.write(b"%x\r\n%b\r\n" % (len(_BLOCK), _BLOCK))
        await writer.drain()


async def _endless_unframed(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {FEED}\r\n\r\n<rss><channel>".encode())
    while True:
        writer.write(_BLOCK)
        await writer.drain()


async def _huge(_: Request, writer: asyncio.StreamWriter) -> None:
    count = 200_000_000 // len(_BLOCK)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {FEED}\r\nContent-Length: {count * len(_BLOCK)}\r\n\r\n"
    writer.write(head.encode())
    for _block in range(count):
        writer.write(_BLOCK)
        await writer.drain()


async def _silent(_: Request, __: asyncio.StreamWriter) -> None:
    await asyncio.sleep(600)


async def _drip(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {FEED}\r\nContent-Length: 100000\r\n\r\n".encode())
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.1)


async def _endless_headers(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: and more\r\n" * 100)
        await writer.drain()


async def _further(request: Request, writer: asyncio.StreamWriter) -> None:
    number = int(request.path.rpartition("/")[2] or 0) if request.path.startswith("/hop/") else 0
    writer.write(response(b"", "text/plain", "302 Found", Location=f"/hop/{number + 1}"))


async def _reset(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    writer.transport.abort()


@cache
def gzip_bomb() -> bytes:
    """Return a small body that unpacks to gigabytes: members of zeros, one after another."""
    return gzip.compress(b"\0" * 50_000_000) * 100


def _twice_packed() -> bytes:
    return gzip.compress(gzip.compress(rss(item()).encode()))


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
ENTITY_BOMB = rss(item("&l11;"), prolog=f'<!DOCTYPE rss [<!ENTITY l0 "ha">{_LAUGHS}]>')
QUADRATIC_BOMB = rss(item("&a;" * 20_000), prolog=f'<!DOCTYPE rss [<!ENTITY a "{"quadratic " * 5_000}">]>')
EXTERNAL_ENTITY = rss(item("&x;"), prolog='<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
DEEP = rss("<item>" + "<b>" * 100_000 + "deep")
CYRILLIC = rss(item("Договор подписан в Париже"))
MANY = rss("".join(item(f"Title {n}", str(n)) for n in range(100_000)))
LONG_TITLE = rss(item("word " * 200_000))
SURROGATES = rss(item("&#xD800;&#55357; title &#x110000;")).encode() + b"\xed\xa0\x80"
DATES = rss(
    "".join(
        item(str(n), str(n), f"<pubDate>{date}</pubDate>")
        for n, date in enumerate(
            ["Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "99999999999"]
        )
    )
)

# What a host with each fault does when it is asked for its feed.
FAULTS: dict[str, Behaviour] = {
    "entity_bomb": _host(feed(ENTITY_BOMB)),
    "quadratic_bomb": _host(feed(QUADRATIC_BOMB)),
    "external_entity": _host(feed(EXTERNAL_ENTITY)),
    "huge": _host(_huge),
    "endless": _host(_endless),
    "endless_unframed": _host(_endless_unframed),
    "gzip_bomb": _host(feed(gzip_bomb(), Content_Encoding="gzip")),
    "deflate_bomb": _host(feed(zlib.compress(b"\0" * 50_000_000), Content_Encoding="deflate")),
    "twice_packed": _host(feed(_twice_packed(), Content_Encoding="gzip, gzip")),
    "broken_gzip": _host(feed(b"\x1f\x8b\x08 not gzip", Content_Encoding="gzip")),
    "long_header": _host(feed(rss(item()), X_Long="x" * 1_000_000)),
    "many_headers": _host(feed(rss(item()), **{f"X_{n}": "y" for n in range(10_000)})),
    "endless_headers": _host(_endless_headers),
    "further_and_further": _host(_further),
    "to_itself": _host(redirect("/feed.xml")),
    "to_metadata": _host(redirect("http://169.254.169.254/latest/meta-data/")),
    "to_mapped_loopback": _host(redirect("http://[::ffff:10.0.0.1]/")),
    "to_odd_address": _host(redirect("http://0xa.1/")),
    "to_a_file": _host(redirect("file:///etc/passwd")),
    "to_nowhere": _host(redirect("http://[broken")),
    "to_a_long_url": _host(redirect("/" + "x" * 20_000)),
    "silent": _host(_silent),
    "drip": _host(_drip),
    "hangs_up": _host(sends(b"", hangs_up=True)),
    "resets": _host(_reset),
    "no_http": _host(sends(b"220 mail.example ESMTP\r\n\r\n", hangs_up=True)),
    "http_09": _host(sends(rss(item()).encode(), hangs_up=True)),
    "cut": _host(sends(response(rss(item()).encode(), FEED)[:-40], hangs_up=True)),
    "chunk_garbage": _host(
        sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk\r\n", hangs_up=True)
    ),
    "status_999": _host(sends(response(b"denied", "text/html", "999 Request Denied"))),
    "html": _host(feed("<!doctype html><html><body><p>Not a feed.</p></body></html>", "text/html")),
    "empty": _host(feed("")),
    "truncated": _host(feed(rss(item() + "<item><title>Cut in the mid").removesuffix("</channel></rss>"))),
    "wrong_charset": _host(feed(CYRILLIC.encode("cp1251"), f"{FEED}; charset=utf-8")),
    "no_such_charset": _host(feed(CYRILLIC, f"{FEED}; charset=klingon-8")),
    "utf_16": _host(feed(CYRILLIC.encode("utf-16-le"))),
    "nul_bytes": _host(feed(rss(item("A\0 title\0")))),
    "surrogates": _host(feed(SURROGATES)),
    "long_title": _host(feed(LONG_TITLE)),
    "many_entries": _host(feed(MANY)),
    "impossible_dates": _host(feed(DATES)),
    "deep": _host(feed(DEEP)),
    "busy": _host(sends(response(b"", "text/plain", "429 Too Many Requests", Retry_After="3600"))),
    "nonsense_wait": _host(sends(response(b"", "text/plain", "503 Busy", Retry_After="when I feel like it"))),
    "unasked_304": _host(sends(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')),
    "gone": _host(sends(response(b"", "text/plain", "410 Gone"))),
    "odd_etag": _host(feed(rss(item()), ETag='W/"' + "\xe9" * 3_000 + '"')),
    "robots_denies": _host(feed(rss(item())), response(b"User-agent: *\nDisallow: /\n", "text/plain")),
    "robots_fails": _host(feed(rss(item())), response(b"", "text/plain", "500 Oops")),
    "robots_is_html": _host(feed(rss(item())), response(b"<html>" + b"<p>" * 300_000, "text/html")),
}  # fmt: skip
