"""Celery workers bring what one process brings, also where workers or services fail and come back."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sample.corpus import catalog_text, read_corpus
from sample.server import serve
from tests.conftest import CORPORA
from tests.made_once import models
from tests.object_store import ObjectStore, needs_store, object_store
from tests.pipeline.command_line import PROJECT, ask, corpus_folder, demo_folder
from tests.pipeline.consistency import LASTING
from tests.stack.airflow_stack import HEARTBEAT_TIMEOUT_S, Stack, airflow_stack, missing_services

MISSING = missing_services()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.stack,
    pytest.mark.skipif(bool(MISSING), reason=f"no answer: {', '.join(MISSING)}"),
    needs_store,
]

MOST_S = 300
AWAY_S = 60
# From a fault, or from a service's return, to the reports.
RECOVERY_S = 120
# Every fault is tried as often as this says.
TIMES = range(int(os.environ.get("PARALLAX_TESTS_TIMES", "1")))
STEPS = ("poll", "fetch", "read", "load", "group_copies", "embed", "group_events", "publish")
TABLES = LASTING | {
    "stories": "SELECT story_id, event_id FROM story_event ORDER BY ALL",
    "rejections": "SELECT stage, key, reason FROM rejection ORDER BY ALL",
}


def tables(data: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: ask(data, query) for name, query in TABLES.items()}


@pytest.fixture(scope="module")
def expected() -> dict[str, list[dict[str, Any]]]:
    """Return the tables of a demo, which one process made."""
    return tables(demo_folder())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ObjectStore]:
    with object_store(tmp_path / "s3.log") as server:
        yield server


@pytest.fixture
def stack(tmp_path: Path, server: ObjectStore, request: pytest.FixtureRequest) -> Iterator[Stack]:
    """Run on machines that share a store, and on the sample; the parameter says what else."""
    what = getattr(request, "param", "")
    corpus = CORPORA / "wire" if what == "wire" else PROJECT / "sample"
    catalog = tmp_path / "outlets.toml"
    catalog.write_text(catalog_text(read_corpus(corpus)), encoding="utf-8")
    with (
        serve(corpus) as web,
        airflow_stack(
            tmp_path,
            None if what == "shared folder" else server,
            PARALLAX_CATALOG=str(catalog),
            PARALLAX_PROXY=web.proxy_url,
            PARALLAX_HOST_DELAY_S="0",
            PARALLAX_MODELS=models(),
            PARALLAX_SLOTS="3",
            PARALLAX_WORKERS="1",
        ) as stack,
    ):
        yield stack


def finish(stack: Stack) -> None:
    """Wait until the first run has been published and reported."""
    ended = "(dag_id = 'report' AND state = 'success') OR state = 'failed'"
    stack.wait(f"SELECT 1 FROM dag_run WHERE {ended}", MOST_S)
    failed = stack.ask("SELECT task_id FROM task_instance WHERE state IN ('failed', 'upstream_failed')")
    assert failed == []


def ends_as_expected(
    stack: Stack,
    expected: dict[str, list[dict[str, Any]]],
    what: str,
    since_s: float,
    *,
    may_restart: bool = False,
) -> None:
    """Wait for the end of the run, print how long that took after a fault, and compare its tables."""
    finish(stack)
    took_s = time.monotonic() - since_s
    restarted = f", started again: {', '.join(stack.restarted)}" if stack.restarted else ""
    print(f"{what}: reported after {took_s:.0f} s, load {os.getloadavg()[0]:.0f}{restarted}")
    assert may_restart or not stack.restarted
    assert tables(stack.data) == expected
    assert took_s < RECOVERY_S


def wait_until_in(stack: Stack, step: str) -> float:
    """Wait until a step is at work; return the time."""
    stack.wait(f"SELECT 1 FROM task_instance WHERE task_id = '{step}' AND state = 'running'", MOST_S)
    return time.monotonic()


@pytest.mark.parametrize(
    "stack", [pytest.param("shared folder", marks=pytest.mark.stress), "store"], indirect=True
)
def test_two_workers_bring_what_one_process_brings(
    stack: Stack, expected: dict[str, list[dict[str, Any]]]
) -> None:
    finish(stack)
    assert tables(stack.data) == expected
    queues = stack.ask("SELECT DISTINCT task_id, queue FROM task_instance WHERE dag_id = 'ingest'")
    assert {task for task, queue in queues if queue == "writer"} == {
        "plan", "select", "load", "group_copies", "group_events", "publish",
    }  # fmt: skip


@pytest.mark.corpus
@pytest.mark.stress
@pytest.mark.parametrize("stack", ["wire"], indirect=True)
def test_two_workers_bring_a_corpus_as_one_process_does(stack: Stack) -> None:
    finish(stack)
    assert tables(stack.data) == tables(corpus_folder(CORPORA / "wire"))


@pytest.mark.stress
@pytest.mark.parametrize("time_of", TIMES)
@pytest.mark.parametrize("step", STEPS)
def test_workers_that_are_killed_lose_and_double_nothing(
    stack: Stack, expected: dict[str, list[dict[str, Any]]], step: str, time_of: int
) -> None:
    """Both workers are killed in a step; two others, on the same machines, end the run."""
    killed_at = wait_until_in(stack, step)
    stack.replace_workers()
    ends_as_expected(stack, expected, f"workers killed in {step}", killed_at)


@pytest.mark.stress
@pytest.mark.parametrize("time_of", TIMES)
@pytest.mark.parametrize("step", STEPS)
def test_workers_that_go_on_beside_the_retry_double_nothing(
    stack: Stack, expected: dict[str, list[dict[str, Any]]], step: str, time_of: int
) -> None:
    """Both workers are paused in a step, and go on when others have begun the step anew."""
    paused_at = wait_until_in(stack, step)
    paused = stack.workers()
    stack.signal(paused, signal.SIGSTOP)
    stack.start_workers()
    retried = f"SELECT 1 FROM task_instance WHERE task_id = '{step}' AND try_number > 1 AND state = 'running'"
    stack.wait(retried, 3 * HEARTBEAT_TIMEOUT_S)
    stack.signal(paused, signal.SIGCONT)
    ends_as_expected(stack, expected, f"workers paused in {step}", paused_at)


@pytest.mark.stress
@pytest.mark.parametrize("time_of", TIMES)
@pytest.mark.parametrize("step", ["poll", "read", "load"])
def test_a_scheduler_that_is_killed_goes_on(
    stack: Stack, expected: dict[str, list[dict[str, Any]]], step: str, time_of: int
) -> None:
    killed_at = wait_until_in(stack, step)
    stack.kill("scheduler")
    stack.rest(10)
    stack.start_scheduler()
    ends_as_expected(stack, expected, f"scheduler killed in {step}", killed_at)


@pytest.mark.stress
@pytest.mark.parametrize("time_of", TIMES)
@pytest.mark.parametrize("step", ["fetch", "load"])
@pytest.mark.parametrize("service", ["database", "broker", "store"])
def test_a_service_that_is_away_for_a_minute_is_waited_for(
    stack: Stack, expected: dict[str, list[dict[str, Any]]], service: str, step: str, time_of: int
) -> None:
    wait_until_in(stack, step)
    stack.lines[service].cut()
    stack.rest(AWAY_S)
    stack.lines[service].mend()
    ends_as_expected(stack, expected, f"{service} away in {step}", time.monotonic(), may_restart=True)
