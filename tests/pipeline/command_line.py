"""Run `parallax` as a user does: a process of its own, an environment of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.made_once import made_once, models

PROJECT = Path(__file__).parents[2]


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PARALLAX_", "AIRFLOW_"))
    }
    # One model for all data folders of the tests: making it takes seconds.
    kept["PARALLAX_MODELS"] = models()
    return {**kept, "PARALLAX_DATA": str(data), **more}


def parallax(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=PROJECT,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def demo_folder() -> Path:
    """Return the data folder of a demo, which is run once for all tests."""
    return made_once("demo", _run_demo)


def corpus_folder(corpus: Path) -> Path:
    """Return the data folder of a run on a corpus, which is run once for all tests."""

    def run(data: Path) -> None:
        done = parallax(data, "demo", "--corpus", str(corpus))
        assert done.returncode == 0, done.stderr

    return made_once(f"run on {corpus.name}", run)


def _run_demo(data: Path) -> None:
    done = parallax(data, "demo")
    assert done.returncode == 0, done.stderr
    assert "Articles by language" in done.stdout
    assert str(data / "exports") in done.stdout


def ask(data: Path, query: str) -> list[dict[str, Any]]:
    done = parallax(data, "sql", query, "--format", "json")
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows
