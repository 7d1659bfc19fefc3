"""Hosts without any fault: robots.txt, a feed that honours its ETag, and good pages."""

import asyncio

from tests.faults.faults import rss
from tests.faults.server import Behaviour, Request, response

PAGE_COUNT = 3
PARTS = (
    "The council of district {n} met on Tuesday to decide how its {n} bridges are to be paid for.",
    "Engineer number {n} told members that its steel was tested {n} times, and that none had failed.",
    "Residents of the {n}th quarter asked for a crossing of their own; a vote is to be held next month.",
    "By the evening {n} amendments had been tabled, most of them about the hours at which lorries may pass.",
)


def page_of(host: str, number: int) -> bytes:
    seed = int(host.rpartition(".")[2]) * 100 + number
    text = "".join(f"<p>{part.format(n=seed * 7 + place)}</p>" for place, part in enumerate(PARTS))
    head = f"<html lang=en><head><title>Bridges, report {seed}</title></head>"
    return f"{head}<body><article>{text}</article></body></html>".encode()


def healthy(host: str) -> Behaviour:
    """Return a host with robots.txt, a feed that honours its ETag, and good pages."""
    items = "".join(
        f"<item><title>Bridges {number}</title><link>/news/{number}</link><guid>{host}/{number}</guid></item>"
        for number in range(PAGE_COUNT)
    )

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.path == "/robots.txt":
            writer.write(response(b"User-agent: *\nDisallow: /private/\n", "text/plain"))
        elif request.path == "/feed.xml" and request.headers.get("if-none-match") == '"v1"':
            writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
        elif request.path == "/feed.xml":
            writer.write(response(rss(items).encode(), "application/rss+xml", ETag='"v1"'))
        else:
            writer.write(response(page_of(host, int(request.path.rpartition("/")[2])), "text/html"))

    return behave
