"""What is fetched, run after run: how often a page was tried, and entries that share or reuse an id."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.settings import Settings, read_settings
from tests.faults.faults import rss
from tests.faults.healthy import page_of
from tests.faults.server import FaultServer, Request, response, serving
from tests.pipeline.small_press import rows
from tests.pipeline.steps.test_credentials import one_run

pytestmark = [pytest.mark.slow, pytest.mark.long]

HOST = "127.0.1.31"


class Site:
    """A host whose feed lists (guid, page) pairs, and whose pages named in `busy` answer 503."""

    def __init__(self) -> None:
        self.listed: list[tuple[str, int]] = []
        self.busy: set[int] = set()

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        name = request.path.rpartition("/")[2]
        if request.path == "/feed.xml":
            writer.write(response(self._feed(), "application/rss+xml"))
        elif name.isdigit() and int(name) in self.busy:
            writer.write(response(b"busy", "text/plain", "503 Service Unavailable"))
        elif name.isdigit():
            writer.write(response(page_of(HOST, int(name)), "text/html"))
        else:
            writer.write(response(b"", "text/plain", "404 Not Found"))

    def _feed(self) -> bytes:
        items = (
            f"<item><title>Bridges {page}</title><link>/news/{page}</link>"
            f"<guid isPermaLink='false'>{guid}</guid></item>"
            for guid, page in self.listed
        )
        return rss("".join(items)).encode()


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def server(site: Site) -> Iterator[FaultServer]:
    with serving({HOST: site}) as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path, server: FaultServer) -> Settings:
    catalog = tmp_path / "outlets.toml"
    catalog.write_text(server.catalog([("a", HOST)]), encoding="utf-8")
    return read_settings(
        {
            "PARALLAX_DATA": str(tmp_path / "data"),
            "PARALLAX_CATALOG": str(catalog),
            "PARALLAX_PRIVATE_HOSTS": "127.0.0.0/8",
            "PARALLAX_HOST_DELAY_S": "0",
            "PARALLAX_POLL_INTERVAL_S": "0",
            "PARALLAX_WORKERS": "1",
        }
    )


def entries(settings: Settings) -> list[dict[str, Any]]:
    query = (
        "SELECT entry_id, parse_path(url)[-1] AS page, state, attempt_count, "
        "article_id IS NOT NULL AS is_linked FROM entry ORDER BY ALL"
    )
    return rows(settings, query)


def entry(guid: str, page: int, state: str, attempt_count: int) -> dict[str, Any]:
    return {
        "entry_id": guid,
        "page": str(page),
        "state": state,
        "attempt_count": attempt_count,
        "is_linked": state == "loaded",
    }


def asked(server: FaultServer, page: int) -> int:
    return sum(request.path == f"/news/{page}" for request in server.log)


def test_attempts_at_a_page_are_counted_from_run_to_run(
    site: Site, server: FaultServer, settings: Settings
) -> None:
    site.listed, site.busy = [("listed", 0), ("dropped", 1), ("well", 2)], {0, 1}
    one_run(settings, 0)
    assert entries(settings) == [
        entry("dropped", 1, "waiting", 1),
        entry("listed", 0, "waiting", 1),
        entry("well", 2, "loaded", 1),
    ]
    # One of the two that wait is still in the feed, and one no longer.
    site.listed.remove(("dropped", 1))
    one_run(settings, 1)
    assert [one["attempt_count"] for one in entries(settings)] == [2, 2, 1]
    site.busy.clear()
    one_run(settings, 2)
    assert entries(settings) == [
        entry("dropped", 1, "loaded", 3),
        entry("listed", 0, "loaded", 3),
        entry("well", 2, "loaded", 1),
    ]
    assert [asked(server, page) for page in range(3)] == [3, 3, 1]


def test_an_id_used_again_for_another_page_begins_anew(
    site: Site, server: FaultServer, settings: Settings
) -> None:
    site.listed, site.busy = [("today", 0), ("late", 1)], {1}
    one_run(settings, 0)
    site.listed, site.busy = [("today", 2), ("late", 3)], {1, 3}
    one_run(settings, 1)
    # The page that waited gave its place to the new one, whose first attempt this was.
    assert entries(settings) == [entry("late", 3, "waiting", 1), entry("today", 2, "loaded", 1)]
    site.busy.clear()
    one_run(settings, 2)
    assert entries(settings) == [entry("late", 3, "loaded", 2), entry("today", 2, "loaded", 1)]
    loaded = rows(settings, "SELECT parse_path(url)[-1] AS page FROM article ORDER BY page")
    assert [one["page"] for one in loaded] == ["0", "2", "3"]
    assert [asked(server, page) for page in (0, 2, 3)] == [1, 1, 2]


def test_entries_of_one_id_are_loaded_each_and_known_in_the_next_run(
    site: Site, server: FaultServer, settings: Settings
) -> None:
    site.listed = [("N/A", 0), ("N/A", 1)]
    one_run(settings, 0)
    site.listed.insert(0, ("N/A", 2))
    one_run(settings, 1)
    found = entries(settings)
    assert [(one["page"], one["state"]) for one in found] == [(str(page), "loaded") for page in range(3)]
    assert [asked(server, page) for page in range(3)] == [1, 1, 1]
    assert rows(settings, "FROM rejection") == []
