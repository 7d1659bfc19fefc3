"""One run over every fault at once, beside healthy hosts: nothing of theirs is lost, and all is bounded."""

import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.faults.faults import FAULTS
from tests.faults.healthy import PAGE_COUNT, healthy
from tests.faults.memory import Peak, watching
from tests.faults.server import FaultServer, Request, serving
from tests.made_once import models
from tests.pipeline.command_line import ask, parallax

pytestmark = [pytest.mark.slow, pytest.mark.long]

HEALTHY_COUNT = 12
DELAY_S = 0.2
BOUND_S = 150
MAX_TASK_BYTES = 640_000_000


@dataclass(slots=True)
class Outcome:
    """Two runs over the faulty web, and what the server saw of each."""

    data: Path
    server: FaultServer
    faults: dict[str, str]
    healthy: list[str]
    first: list[Request]
    second: list[Request]
    took_s: float
    peak: Peak


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    data = tmp_path_factory.mktemp("faults")
    faults = {name: f"127.0.7.{number + 1}" for number, name in enumerate(FAULTS)}
    good = [f"127.0.8.{number + 1}" for number in range(HEALTHY_COUNT)]
    behaviours = {host: FAULTS[name] for name, host in faults.items()} | {
        host: healthy(host) for host in good
    }
    with serving(behaviours) as server, watching() as peak:
        named = [(name.replace("_", "-"), host) for name, host in faults.items()]
        named += [(f"good-{host.rpartition('.')[2]}", host) for host in good]
        catalog = data / "outlets.toml"
        catalog.write_text(server.catalog(named), encoding="utf-8")
        more = {
            "PARALLAX_CATALOG": str(catalog),
            "PARALLAX_PRIVATE_HOSTS": "127.0.7.0/24, 127.0.8.0/24",
            "PARALLAX_HOST_DELAY_S": str(DELAY_S),
        }
        # The model is made once, whoever needs it first: that is not a part of a run.
        models()
        started = time.monotonic()
        done = parallax(data, "run", "--all", **more)
        took_s = time.monotonic() - started
        assert done.returncode == 0, done.stderr
        first = list(server.log)
        # A host that never answers does not notice that its asker has left.
        server.open_counts.clear()
        again = parallax(data, "run", "--all", **more)
        assert again.returncode == 0, again.stderr
        second = server.log[len(first) :]
    return Outcome(data, server, faults, good, first, second, took_s, peak)


def rows(ran: Outcome, query: str) -> list[dict[str, Any]]:
    return ask(ran.data, query)


def test_every_healthy_article_arrives(ran: Outcome) -> None:
    found = rows(
        ran, "SELECT outlet_id, count(*) AS n FROM article WHERE outlet_id LIKE 'good-%' GROUP BY ALL"
    )
    assert {row["n"] for row in found} == {PAGE_COUNT}
    assert len(found) == HEALTHY_COUNT


def test_the_run_ends_within_its_bound(ran: Outcome) -> None:
    print(f"run: {ran.took_s:.0f} s")
    assert ran.took_s < BOUND_S


def test_no_task_takes_more_memory_than_it_may(ran: Outcome) -> None:
    print(f"largest {max(ran.peak.by_process.values()) / 1e6:.0f} MB")
    print(f"together {ran.peak.most_together / 1e6:.0f} MB")
    assert max(ran.peak.by_process.values()) < MAX_TASK_BYTES
    assert ran.peak.most_together < MAX_TASK_BYTES


def test_every_fault_ends_as_an_outcome(ran: Outcome) -> None:
    found = rows(
        ran,
        """SELECT outlet_id, feed.status, max_by(outcome, requested_at) AS outcome
        FROM feed JOIN "fetch" ON feed.url = "fetch".url GROUP BY ALL""",
    )
    assert {row["outlet_id"] for row in found} >= {name.replace("_", "-") for name in ran.faults}
    lost = rows(ran, "SELECT url FROM feed WHERE last_polled_at IS NULL")
    assert lost == []
    status = {row["outlet_id"]: row["status"] for row in found}
    assert status["gone"] == "dead"
    assert {status[name] for name in ("silent", "drip", "html", "huge", "gzip-bomb", "to-metadata")} == {
        "failing"
    }


def test_the_books_of_both_runs_add_up(ran: Outcome) -> None:
    assert rows(ran, "FROM run WHERE entered_count != loaded_count + known_count + rejected_count") == []
    assert len(rows(ran, "FROM run WHERE status = 'succeeded'")) == 2


def test_no_host_is_asked_more_at_once_or_sooner_than_allowed(ran: Outcome) -> None:
    assert max(ran.server.worst_counts.values()) == 1
    for host in ran.server.behaviours:
        for log in (ran.first, ran.second):
            asked = [request for request in log if request.host == host]
            gaps = [later.came_at - earlier.came_at for earlier, later in pairwise(asked)]
            assert min(gaps, default=DELAY_S) >= DELAY_S * 0.99, host


def test_nothing_is_fetched_twice_in_one_run(ran: Outcome) -> None:
    # A connection that gives nothing at all is tried once more.
    retried = {ran.faults[name] for name in ("hangs_up", "resets")}
    for log in (ran.first, ran.second):
        counts = Counter((request.host, request.path) for request in log if request.host not in retried)
        assert max(counts.values()) == 1, counts.most_common(3)


def test_a_second_run_asks_only_what_it_must(ran: Outcome) -> None:
    asked = [request for request in ran.second if request.host in ran.healthy]
    assert {request.path for request in asked} == {"/feed.xml"}
    assert {request.headers.get("if-none-match") for request in asked} == {'"v1"'}
    assert len(asked) == HEALTHY_COUNT
    pages = {(request.host, request.path) for request in ran.first if request.path == "/page"}
    again = {(request.host, request.path) for request in ran.second if request.path == "/page"}
    unread = rows(ran, "SELECT DISTINCT key FROM rejection WHERE stage = 'read' AND NOT is_final")
    may_mend = {urlsplit(row["key"]).hostname for row in unread}
    assert {host for host, _ in pages & again} <= may_mend
    robots = {request.host for request in ran.second if request.path == "/robots.txt"}
    assert robots <= {ran.faults["robots_fails"]}


def test_who_asks_is_told(ran: Outcome) -> None:
    assert {request.headers["user-agent"].partition("/")[0] for request in ran.first} == {"Parallax"}


def test_a_host_that_asked_for_an_hour_is_left_alone(ran: Outcome) -> None:
    busy = ran.faults["busy"]
    assert [request.path for request in ran.first if request.host == busy] == ["/robots.txt", "/feed.xml"]
    assert [request.path for request in ran.second if request.host == busy] == []


def test_no_text_of_this_machine_comes_in(ran: Outcome) -> None:
    assert rows(ran, "FROM entry WHERE title LIKE '%root:%' OR summary LIKE '%root:%'") == []
