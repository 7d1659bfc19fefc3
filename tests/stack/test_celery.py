"""Two Celery workers bring what one process brings, also where they are killed and others go on."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sample.corpus import catalog_text, read_corpus
from sample.server import serve
from tests.pipeline.command_line import PROJECT, ask, demo_folder
from tests.pipeline.consistency import LASTING
from tests.stack.airflow_stack import Stack, airflow_stack, missing_services

MISSING = missing_services()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.stack,
    pytest.mark.skipif(bool(MISSING), reason=f"no answer: {', '.join(MISSING)}"),
]

MOST_S = 180
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
def stack(tmp_path: Path) -> Iterator[Stack]:
    catalog, data = tmp_path / "outlets.toml", tmp_path / "data"
    data.mkdir()
    catalog.write_text(catalog_text(read_corpus(PROJECT / "sample")), encoding="utf-8")
    with (
        serve(PROJECT / "sample") as web,
        airflow_stack(
            data,
            PARALLAX_CATALOG=str(catalog),
            PARALLAX_PROXY=web.proxy_url,
            PARALLAX_HOST_DELAY_S="0",
            PARALLAX_SLOTS="3",
            PARALLAX_WORKERS="1",
        ) as stack,
    ):
        yield stack


def finish(stack: Stack) -> None:
    """Wait until the first run has been published and reported."""
    stack.wait("SELECT 1 FROM dag_run WHERE dag_id = 'report' AND state = 'success'", MOST_S)
    failed = stack.ask("SELECT task_id FROM task_instance WHERE state IN ('failed', 'upstream_failed')")
    assert failed == []


def test_two_workers_bring_what_one_process_brings(
    stack: Stack, expected: dict[str, list[dict[str, Any]]]
) -> None:
    finish(stack)
    assert tables(stack.data) == expected
    queues = stack.ask("SELECT DISTINCT task_id, queue FROM task_instance WHERE dag_id = 'ingest'")
    assert {task for task, queue in queues if queue == "writer"} == {
        "load", "group_copies", "group_events", "publish",
    }  # fmt: skip


@pytest.mark.stress
@pytest.mark.parametrize("step", STEPS)
def test_workers_that_are_killed_lose_and_double_nothing(
    stack: Stack, expected: dict[str, list[dict[str, Any]]], step: str
) -> None:
    """Both workers are killed in a step; two others end the run."""
    stack.wait(f"SELECT 1 FROM task_instance WHERE task_id = '{step}' AND state = 'running'", MOST_S)
    killed_at = time.monotonic()
    stack.replace_workers()
    finish(stack)
    print(f"{step}: reported {time.monotonic() - killed_at:.0f} s after the kill")
    assert tables(stack.data) == expected
