"""Hosts that want to cost as much as they can: bombs, tarpits, templates, and pages that are slow to read."""

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.server import Behaviour, Request, response

_FEED, _PAGE = "application/rss+xml", "text/html"
_SENTENCE = "On page {n} the council of the harbour town voted to keep its lighthouse for {n} more years. "
_LONG_LANGUAGE = "x-" + "abcdefgh-" * 33_000
Page = Callable[[int], bytes]


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How much each host offers: pages, or items of a feed."""

    tarpit_pages: int
    copies: int
    huge_pages: int
    slow_pages: int
    language_items: int


# Enough to see a limit missing, and small enough for every day.
SMALL = Scale(tarpit_pages=6, copies=150, huge_pages=8, slow_pages=6, language_items=300)
WHOLE = Scale(tarpit_pages=2_000, copies=2_000, huge_pages=60, slow_pages=60, language_items=1_900)


def hostile(scale: Scale) -> dict[str, Behaviour]:
    """Return the hosts by name."""
    feed = _feed(1)
    return {
        "tarpit": _host(_feed(scale.tarpit_pages), drips=True),
        "silent": _host(_feed(scale.tarpit_pages), is_silent=True),
        "copies": _host(_feed(scale.copies), _copy),
        "huge": _host(_feed(scale.huge_pages), _huge),
        "slow": _host(_feed(scale.slow_pages), _slow),
        "language": _host(_feed(scale.language_items, f"<language>{_LONG_LANGUAGE}</language>"), _copy),
        "page-bomb": _host(feed, lambda _: b"\0" * 500_000_000),
        "robots-newlines": _host(feed, _copy, robots=b"\n" * 500_000),
        "robots-spaces": _host(feed, _copy, robots=b"User-agent: *\nDisallow: " + b" " * 500_000),
        "robots-stars": _host(feed, _copy, robots=b"User-agent: *\nDisallow: /" + b"a*" * 200_000),
        "robots-groups": _host(feed, _copy, robots=b"User-agent: a\nDisallow: /b\n" * 18_000),
    }


def _feed(count: int, head: str = "") -> bytes:
    items = "".join(
        f"<item><title>Lighthouse {number}</title><link>/{number}</link><guid>{number}</guid></item>"
        for number in range(count)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title>{head}{items}</channel></rss>'
    ).encode()


def _host(
    feed: bytes,
    page: Page | None = None,
    *,
    robots: bytes = b"",
    drips: bool = False,
    is_silent: bool = False,
) -> Behaviour:
    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.path == "/robots.txt":
            writer.write(_packed(robots, "text/plain"))
        elif request.path == "/feed.xml":
            writer.write(_packed(feed, _FEED))
        elif is_silent:
            await asyncio.sleep(600)
        elif drips:
            await _drip(writer)
        elif page is not None:
            writer.write(_packed(page(int(request.path[1:])), _PAGE))

    return behave


def _packed(body: bytes, content_type: str) -> bytes:
    return response(gzip.compress(body, 1), content_type, Content_Encoding="gzip")


async def _drip(writer: asyncio.StreamWriter) -> None:
    """Send a page just fast enough not to count as too slow, and never end."""
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {_PAGE}\r\nContent-Length: 1000000\r\n\r\n".encode())
    while not writer.is_closing():
        writer.write(b"x" * 400)
        await writer.drain()
        await asyncio.sleep(0.5)


def _html(title: str, body: str) -> bytes:
    head = f"<html lang=en><head><title>{title}</title></head>"
    return f"{head}<body><article>{body}</article></body></html>".encode()


def _copy(number: int) -> bytes:
    paragraphs = "".join(f"<p>{_SENTENCE.format(n=place)}</p>" for place in range(12))
    return _html(f"Lighthouse {number}", f"{paragraphs}<p>This is version {number} of the report.</p>")


def _huge(number: int) -> bytes:
    paragraphs = "".join(f"<p>{_SENTENCE.format(n=place)}</p>" for place in range(40_000))
    return _html(f"Lighthouse {number}", f"<p>{number}</p>{paragraphs}")


def _slow(number: int) -> bytes:
    """Return a page with what readers scan for again and again."""
    kinds = (
        "<!--" + "-->   " * 300_000,
        "<script>" + "<!-- " * 300_000 + "</script>",
        '<script>self.__next_f.push([1,"' + "1:T5," * 300_000 + '"])</script>',
        "<script type='application/ld+json'>" + "[" * 900_000 + "</script>",
        "<p>" + "e" + "\u0301" * 500_000,
        "<div>" * 200_000,
    )
    return _html(f"Lighthouse {number}", kinds[number % len(kinds)])
