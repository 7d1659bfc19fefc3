"""Machines that share no disk bring what one machine brings, and leave nothing behind."""

from itertools import repeat
from pathlib import Path

import pytest

from model import PermanentError
from pipeline.settings import Settings
from pipeline.staging.steps import inputs_of
from pipeline.staging.store import open_store
from pipeline.steps.plan import plan
from pipeline.steps.poll import poll
from tests.object_store import needs_store
from tests.pipeline.consistency import LASTING
from tests.pipeline.small_press import START, findings, rows
from tests.pipeline.staging.conftest import Machine
from tests.pipeline.staging.machines import Steps, run_on

pytestmark = [pytest.mark.slow, needs_store]


def test_three_machines_bring_what_one_brings(machine: Machine, ran: Settings) -> None:
    writer = machine("writer")
    run_on(writer, machine("north"), machine("south"))
    for query in LASTING.values():
        assert rows(writer, query) == rows(ran, query)
    assert findings(writer) == []


def test_what_stays_is_the_archive_and_the_published_warehouse(machine: Machine) -> None:
    writer, worker = machine("writer"), machine("worker")
    run_on(writer, worker)
    names = {file.name.split("/")[0] for file in open_store(writer.store).files("")}
    assert names == {"archive", "warehouse"}
    kept = {row["archive_file"] for row in rows(writer, 'SELECT DISTINCT archive_file FROM "fetch"')} - {None}
    assert kept
    assert kept <= {file.name for file in open_store(writer.store).files("archive")}
    # It read the warehouse to select pages.
    assert {path.name for path in files(worker.data)} == {"warehouse.duckdb", ".warehouse.duckdb.stored.json"}
    assert not (writer.data / "archive").exists()


def test_the_inputs_of_a_step_are_its_own(machine: Machine) -> None:
    """A step pulls what it reads of its own batch, and nothing of the others."""
    handed = ["runs/20260106T190500.123456Z/fetch/07-5c1e9a30"]
    names = [name.removeprefix("runs/20260106T190500.123456Z/") for name in inputs_of("read", handed)]
    assert names == [
        "plan/head.jsonl",
        "plan/outlets.jsonl",
        "plan/erased.jsonl",
        "fetch/07-5c1e9a30/pages.jsonl",
    ]


def test_a_step_that_misses_an_input_says_so(machine: Machine) -> None:
    writer = machine("writer")
    steps = Steps(writer, repeat(machine("worker")), START)
    (batch, *_) = steps.call(plan, poll_all=True)
    store = open_store(writer.store)
    store.remove([name for name in inputs_of("poll", [batch]) if name.endswith("hosts.jsonl")])
    with pytest.raises(PermanentError, match=r"plan/hosts\.jsonl is missing"):
        steps.call(poll, batch=batch)


def files(folder: Path) -> list[Path]:
    return [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
