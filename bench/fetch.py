"""Poll hundreds of slow feeds with Parallax, with aiohttp alone and with httpx alone, in one run.

`python -m bench.fetch [--feeds N] [--latency-ms MS] [--json]`. All three request robots.txt and then the feed
from each host, with equal concurrency, and parse what they get. Parallax also keeps delays if they are set,
archives every response, and turns items into entries. `ratio` is Parallax's time divided by the peer's.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import feedparser
import httpx
from protego import Protego

from bench.slow_web import hosts, slow_web
from extractors.http.client import Client
from model import Blocklist, Feed
from pipeline.fetching.http_client import http_client
from pipeline.handoff import ERASED, FEEDS_DUE, KNOWN_HOSTS, RunFolder
from pipeline.settings import Settings, read_settings
from pipeline.steps.poll import poll

AGENT = "Parallax-bench/1"
NOW = datetime(2026, 1, 6, 12, tzinfo=UTC)


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    names = hosts(arguments.feeds)
    with (
        slow_web(names, arguments.latency_ms / 1000, arguments.items) as port,
        TemporaryDirectory() as folder,
    ):
        urls = [f"http://{name}:{port}/feed.xml" for name in names]
        settings = _settings(Path(folder))
        figures = _measure(settings, urls, arguments.repeat)
    figures["feeds"], figures["latency_ms"] = arguments.feeds, arguments.latency_ms
    if arguments.json:
        sys.stdout.write(f"{json.dumps(figures)}\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:28} {value:>10.2f}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--items", type=int, default=20, help="items in each feed")
    parser.add_argument("--latency-ms", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=3, help="measurements of each; the median counts")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _settings(data: Path) -> Settings:
    return read_settings(
        {
            "PARALLAX_DATA": str(data),
            "PARALLAX_CONTACT": "https://example.org/bench",
            "PARALLAX_PRIVATE_HOSTS": "127.0.0.0/8",
            "PARALLAX_HOST_DELAY_S": "0",
        }
    )


def _measure(settings: Settings, urls: list[str], repeat: int) -> dict[str, float]:
    at_once = settings.connection_count
    with_delay = replace(settings, host_delay_s=1.0, domain_delay_s=1.0)
    ways: dict[str, Callable[[], object]] = {
        "fetch_s": lambda: asyncio.run(_ask_by_client(settings, urls)),
        "aiohttp_fetch_s": lambda: asyncio.run(_ask_by_aiohttp(urls, at_once)),
        "httpx_fetch_s": lambda: asyncio.run(_ask_by_httpx(urls, at_once)),
        "poll_s": lambda: _poll(settings, urls),
        "aiohttp_poll_s": lambda: _parse(asyncio.run(_ask_by_aiohttp(urls, at_once))),
        "httpx_poll_s": lambda: _parse(asyncio.run(_ask_by_httpx(urls, at_once))),
    }
    # Alternating, so that other work of the machine affects all of them equally.
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeat):
        for name, way in ways.items():
            taken[name].append(_seconds(way))
    figures = {name: sorted(times)[len(times) // 2] for name, times in taken.items()}
    figures["poll_with_delay_s"] = _seconds(lambda: _poll(with_delay, urls))
    for peer in ("aiohttp", "httpx"):
        figures[f"fetch_ratio_{peer}"] = figures["fetch_s"] / figures[f"{peer}_fetch_s"]
        figures[f"poll_ratio_{peer}"] = figures["poll_s"] / figures[f"{peer}_poll_s"]
    return figures


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _poll(settings: Settings, urls: list[str]) -> None:
    folder = RunFolder(settings.path_in_data("runs", f"{time.time_ns()}"))
    feeds = [Feed(feed_id=f"bench/{number}", outlet_id="bench", url=url) for number, url in enumerate(urls)]
    KNOWN_HOSTS.write(folder, ())
    ERASED.write(folder, [Blocklist()])
    batch = FEEDS_DUE.write(folder, feeds, "00")
    results = Path(poll(settings, str(batch), NOW))
    if (results / "rejections.jsonl").stat().st_size:
        raise SystemExit((results / "rejections.jsonl").read_text(encoding="utf-8")[:1_000])


async def _ask_by_client(settings: Settings, urls: list[str]) -> None:
    async with http_client(settings, 10_000_000, {}, lambda _: None) as client:
        await asyncio.gather(*(_ask(client, url) for url in urls))


async def _ask(client: Client, url: str) -> None:
    answer = await client.fetch(url)
    if not answer.body:
        raise SystemExit(f"{url}: {answer.error}")


async def _ask_by_aiohttp(urls: list[str], at_once: int) -> list[bytes]:
    places = asyncio.Semaphore(at_once)
    connector = aiohttp.TCPConnector(limit=at_once)
    async with aiohttp.ClientSession(connector=connector, headers={"User-Agent": AGENT}) as session:

        async def get(url: str) -> bytes:
            async with places, session.get(url) as response:
                return await response.read()

        return await asyncio.gather(*(_robots_then_feed(get, url) for url in urls))


async def _ask_by_httpx(urls: list[str], at_once: int) -> list[bytes]:
    places = asyncio.Semaphore(at_once)
    limits = httpx.Limits(max_connections=at_once)
    async with httpx.AsyncClient(limits=limits, headers={"User-Agent": AGENT}, timeout=60) as session:

        async def get(url: str) -> bytes:
            async with places:
                return (await session.get(url)).content

        return await asyncio.gather(*(_robots_then_feed(get, url) for url in urls))


async def _robots_then_feed(get: Callable[[str], Awaitable[bytes]], url: str) -> bytes:
    robots = await get(url.replace("/feed.xml", "/robots.txt"))
    if not Protego.parse(robots.decode()).can_fetch(url, AGENT):
        raise SystemExit(f"{url} is not allowed")
    return await get(url)


def _parse(bodies: list[bytes]) -> None:
    """Parse feeds as a script would."""
    for body in bodies:
        if not feedparser.parse(BytesIO(body)).entries:
            raise SystemExit("a feed without entries")


if __name__ == "__main__":
    main()
