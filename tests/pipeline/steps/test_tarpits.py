"""No outlet holds a run: what is slow waits for the next run, and everybody else's pages arrive meanwhile."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.settings import Settings, read_settings
from tests.faults.faults import rss
from tests.faults.healthy import page_of
from tests.faults.server import Behaviour, FaultServer, Request, response, serving
from tests.made_once import models
from tests.pipeline.small_press import rows, run_once

HEALTHY = tuple(f"127.0.9.{number}" for number in range(1, 4))
TARPIT = "127.0.10.1"
PAGES = 4


def feed(links: list[str]) -> bytes:
    items = "".join(
        f"<item><title>Bridges {number}</title><link>{link}</link><guid>{link}</guid></item>"
        for number, link in enumerate(links)
    )
    return response(rss(items).encode(), "application/rss+xml")


class Site:
    """A host whose pages, feed or robots.txt drip while it is told to."""

    def __init__(self, host: str, links: list[str] | None = None, *, drips: str = "") -> None:
        self.host, self.drips = host, drips
        self.links = links or [f"/news/{number}" for number in range(PAGES)]

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        if self.drips and request.path.startswith(self.drips):
            await drip(writer)
        elif request.path == "/robots.txt":
            writer.write(response(b"", "text/plain", "404 Not Found"))
        elif request.path == "/feed.xml":
            writer.write(feed(self.links))
        else:
            body = page_of(self.host, int(request.path.rpartition("/")[2]))
            writer.write(response(body, "text/html"))


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000\r\n\r\n")
    while True:
        writer.write(b"x" * 1_000)
        await writer.drain()
        await asyncio.sleep(0.2)


@contextmanager
def press(data: Path, sites: Mapping[str, Behaviour]) -> Iterator[FaultServer]:
    with serving(sites) as server:
        polled = [host for host in sites if not host.startswith("127.0.11.")]
        catalog = server.catalog((f"o-{host.replace('.', '-')}", host) for host in polled)
        data.mkdir(parents=True)
        (data / "outlets.toml").write_text(catalog, encoding="utf-8")
        yield server


def settings(data: Path, **more: str) -> Settings:
    return read_settings(
        {
            "PARALLAX_MODELS": models(),
            "PARALLAX_DATA": str(data),
            "PARALLAX_CATALOG": str(data / "outlets.toml"),
            "PARALLAX_PRIVATE_HOSTS": "127.0.0.0/8",
            "PARALLAX_HOST_DELAY_S": "0",
            "PARALLAX_POLL_INTERVAL_S": "0",
            "PARALLAX_WORKERS": "1",
            **more,
        }
    )


def arrived(kept: Settings, network: str) -> list[dict[str, Any]]:
    return rows(kept, f"SELECT url FROM article WHERE url LIKE '%{network}%' ORDER BY url")


def waiting(kept: Settings) -> list[dict[str, Any]]:
    return rows(kept, "SELECT url, attempt_count, next_attempt_at FROM entry WHERE state = 'waiting'")


@pytest.mark.slow
@pytest.mark.stress
def test_what_the_time_did_not_reach_arrives_in_the_next_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tarpit = Site(TARPIT, drips="/news/")
    with press(tmp_path / "data", {TARPIT: tarpit} | {host: Site(host) for host in HEALTHY}):
        kept = settings(tmp_path / "data", PARALLAX_FETCH_BUDGET_S="3")
        started_s = time.monotonic()
        run_once(kept, 0)
        print(f"run: {time.monotonic() - started_s:.1f} s")
        assert len(arrived(kept, "127.0.9.")) == PAGES * len(HEALTHY)
        assert arrived(kept, "127.0.10.") == []
        told = [message for message in caplog.messages if "wait for the next run" in message]
        assert told == [
            f"fetch: {PAGES} pages wait for the next run, because requests took all the time they may take."
        ]
        assert {(one["attempt_count"], one["next_attempt_at"]) for one in waiting(kept)} == {(0, None)}
        health = rows(kept, "SELECT outlet_id, put_off FROM feed_health WHERE put_off > 0")
        assert health == [{"outlet_id": "o-127-0-10-1", "put_off": PAGES}]
        tarpit.drips = ""
        run_once(kept, 1)
    assert len(arrived(kept, "127.0.10.")) == PAGES
    assert waiting(kept) == []
    assert rows(kept, "SELECT max(attempt_count) AS n FROM entry") == [{"n": 1}]
    assert rows(kept, "FROM feed_health WHERE put_off > 0") == []


@pytest.mark.slow
@pytest.mark.stress
def test_a_feed_that_the_time_did_not_reach_is_due_in_the_next_run(tmp_path: Path) -> None:
    tarpit = Site(TARPIT, drips="/feed.xml")
    with press(tmp_path / "data", {TARPIT: tarpit, HEALTHY[0]: Site(HEALTHY[0])}):
        kept = settings(tmp_path / "data", PARALLAX_FETCH_BUDGET_S="2")
        run_once(kept, 0)
        found = rows(kept, "FROM feed WHERE outlet_id = 'o-127-0-10-1'")
        assert [(one["last_polled_at"], one["failure_count"], one["status"]) for one in found] == [
            (None, 0, "active")
        ]
        assert len(arrived(kept, "127.0.9.")) == PAGES
        tarpit.drips = ""
        run_once(kept, 1)
    assert len(arrived(kept, "127.0.10.")) == PAGES


@pytest.mark.slow
@pytest.mark.stress
def test_an_outlet_that_lists_many_slow_hosts_leaves_connections_to_others(tmp_path: Path) -> None:
    hosts = [f"127.0.11.{number}" for number in range(1, 60)]
    slow: dict[str, Behaviour] = {host: Site(host, drips="/") for host in hosts}
    with serving(slow) as elsewhere:
        links = [elsewhere.url(host, "/news/1") for host in hosts]
        with press(tmp_path / "data", {TARPIT: Site(TARPIT, links)} | {host: Site(host) for host in HEALTHY}):
            kept = settings(tmp_path / "data", PARALLAX_FETCH_BUDGET_S="4", PARALLAX_CONNECTIONS="20")
            run_once(kept, 0)
    assert len(arrived(kept, "127.0.9.")) == PAGES * len(HEALTHY)
    assert len(waiting(kept)) == len(hosts)
