"""One run over a web that wants to cost as much as it can, beside healthy hosts.

The amounts are small; with PARALLAX_TESTS_WHOLE=1 they are those of an attack, which takes many minutes.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.healthy import PAGE_COUNT, healthy
from tests.faults.hostile import SMALL, WHOLE, hostile
from tests.faults.memory import Peak, watching
from tests.faults.server import serving
from tests.made_once import models
from tests.pipeline.command_line import ask, parallax

pytestmark = [pytest.mark.slow, pytest.mark.stress]

HEALTHY_COUNT = 12
IS_WHOLE = bool(os.environ.get("PARALLAX_TESTS_WHOLE"))
BOUND_S = 900 if IS_WHOLE else 150
MAX_PROCESS_BYTES = 700_000_000


@dataclass(slots=True)
class Ran:
    """A run over the hostile web."""

    data: Path
    took_s: float
    peak: Peak

    def rows(self, query: str) -> list[dict[str, Any]]:
        return ask(self.data, query)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    data = tmp_path_factory.mktemp("hostile")
    bad = {f"127.0.9.{n}": one for n, one in enumerate(hostile(WHOLE if IS_WHOLE else SMALL).items(), 1)}
    good = [f"127.0.10.{number + 1}" for number in range(HEALTHY_COUNT)]
    behaviours = {host: behaviour for host, (_, behaviour) in bad.items()} | {h: healthy(h) for h in good}
    named = [(name, host) for host, (name, _) in bad.items()]
    named += [(f"good-{host.rpartition('.')[2]}", host) for host in good]
    models()
    with serving(behaviours) as server, watching() as peak:
        catalog = data / "outlets.toml"
        catalog.write_text(server.catalog(named), encoding="utf-8")
        more = {
            "PARALLAX_CATALOG": str(catalog),
            "PARALLAX_PRIVATE_HOSTS": "127.0.9.0/24, 127.0.10.0/24",
            "PARALLAX_HOST_DELAY_S": "0",
            "PARALLAX_PAGE_TIMEOUT_S": "20" if IS_WHOLE else "5",
            "PARALLAX_FETCH_BUDGET_S": "300" if IS_WHOLE else "30",
        }
        started = time.monotonic()
        done = parallax(data, "run", "--all", **more)
        took_s = time.monotonic() - started
    assert done.returncode == 0, done.stderr
    print(f"{took_s:.0f} s, largest process {max(peak.by_process.values()) / 1e6:.0f} MB")
    return Ran(data, took_s, peak)


def test_every_healthy_article_arrives(ran: Ran) -> None:
    found = ran.rows(
        "SELECT outlet_id, count(*) AS n FROM article WHERE outlet_id LIKE 'good-%' GROUP BY ALL"
    )
    assert {row["n"] for row in found} == {PAGE_COUNT}
    assert len(found) == HEALTHY_COUNT


def test_the_run_ends_in_time(ran: Ran) -> None:
    assert ran.took_s < BOUND_S


def test_no_process_takes_more_memory_than_it_may(ran: Ran) -> None:
    assert max(ran.peak.by_process.values()) < MAX_PROCESS_BYTES


def test_what_could_not_be_asked_waits(ran: Ran) -> None:
    states = ran.rows(
        "SELECT state, count(*) AS n FROM entry JOIN feed USING (feed_id) "
        "WHERE outlet_id IN ('tarpit', 'silent') GROUP BY ALL"
    )
    assert "loaded" not in {row["state"] for row in states}


def test_the_copies_are_one_group(ran: Ran) -> None:
    groups = ran.rows(
        "SELECT count(DISTINCT group_id) AS n FROM syndication_member JOIN article USING (article_id) "
        "WHERE outlet_id = 'copies'"
    )
    assert groups == [{"n": 1}]


def test_a_language_tag_as_long_as_a_book_is_taken_by_no_feed(ran: Ran) -> None:
    assert ran.rows("SELECT max(length(language)) AS longest FROM feed WHERE length(language) > 40") == [
        {"longest": None}
    ]
