"""Kill a run at any moment: the next one ends with what one clean run, the demo, gives."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.settings import Settings
from sample.corpus import catalog_text, read_corpus
from sample.server import serve
from tests.killing import killed_before, moments, needs_strace, spread
from tests.pipeline.command_line import PROJECT, ask, environment, parallax
from tests.pipeline.consistency import LASTING
from tests.pipeline.small_press import Press, findings, rows, run_once

pytestmark = pytest.mark.slow

# The steps after whose beginning a run is killed, and how long after it at most.
KILLED_IN = ("poll", "read", "load", "group_copies", "embed", "group_events")
MOST_S = 4


def _standing(data: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: ask(data, query) for name, query in LASTING.items()}


@pytest.mark.stress
def test_killed_runs_leave_nothing_behind(tmp_path: Path, demo: Path) -> None:
    catalog = tmp_path / "outlets.toml"
    catalog.write_text(catalog_text(read_corpus(PROJECT / "sample")), encoding="utf-8")
    moments = random.Random(7)
    with serve(PROJECT / "sample") as web:
        more = {
            "PARALLAX_PROXY": web.proxy_url,
            "PARALLAX_CATALOG": str(catalog),
            "PARALLAX_HOST_DELAY_S": "0",
            "PARALLAX_WORKERS": "1",
        }
        data = tmp_path / "killed"
        for step in KILLED_IN:
            _run_and_kill(data, more, step, moments.uniform(0, MOST_S))
        done = parallax(data, "run", "--all", **more)
        assert done.returncode == 0, done.stderr
    assert _standing(data) == _standing(demo)
    assert len(list((data / "runs").glob("2*"))) == 0


def _run_and_kill(data: Path, more: dict[str, str], step: str, after_s: float) -> None:
    """Kill a run some time after a step of it began."""
    log = data / "logs" / "run.log"
    run_count = _begun(log, step)
    run = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "run", "--all"],
        cwd=PROJECT,
        env=environment(data, **more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while _begun(log, step) == run_count:
        assert run.poll() is None, f"the run ended before {step}"
        time.sleep(0.05)
    time.sleep(after_s)
    run.send_signal(signal.SIGKILL)
    run.wait()


def _begun(log: Path, step: str) -> int:
    """Count how often a step began, in all runs."""
    return log.read_text(encoding="utf-8").count(f"starting task_id={step} ") if log.exists() else 0


@needs_strace
@pytest.mark.stress
def test_steps_killed_at_any_moment(press: Press, ran: Settings, tmp_path: Path) -> None:
    """Kill a first run between two changes of files; the next run must bring what one clean run brings."""
    command = [sys.executable, "-m", "tests.pipeline.steps.small_run", "0"]
    settings = press.settings(tmp_path / "data")
    expected = {name: rows(ran, query) for name, query in LASTING.items()}
    settings.data.mkdir()
    variables = {**os.environ, **_variables(press, settings)}
    found = moments(command, settings.data, variables)
    killed = 0
    for moment in spread(found):
        shutil.rmtree(settings.data)
        settings.data.mkdir()
        killed += killed_before(moment, command, variables)
        run_once(settings, 1)
        assert {name: rows(settings, query) for name, query in LASTING.items()} == expected, moment
        assert findings(settings) == [], moment
        assert list(settings.path_in_data("runs").iterdir()) == [], moment
        left = [path.name for path in settings.data.rglob("*") if path.name.startswith(".")]
        assert left == [], moment
    print(f"run: killed at {killed} of {len(found)} moments")


def _variables(press: Press, settings: Settings) -> dict[str, str]:
    return {
        "PARALLAX_DATA": str(settings.data),
        "PARALLAX_CATALOG": str(settings.catalog),
        "PARALLAX_PROXY": press.proxy_url,
        "PARALLAX_HOST_DELAY_S": "0",
        "PARALLAX_POLL_INTERVAL_S": "0",
        "PARALLAX_WORKERS": "1",
    }
