"""The retries of every DAG outlast some minutes, and Airflow's own settings hold."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.running.airflow_home import DAGS
from pipeline.running.retrying import retrying

_RETRIES, _DELAY = "AIRFLOW__CORE__DEFAULT_TASK_RETRIES", "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY"


def test_the_pauses_outlast_two_minutes_and_none_is_longer_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(_RETRIES, raising=False)
    monkeypatch.delenv(_DELAY, raising=False)
    given = retrying()
    factor, first, longest = (
        given[name] for name in ("retry_exponential_backoff", "retry_delay", "max_retry_delay")
    )
    # Airflow adds up to as much again, by chance.
    pauses = [min(first * factor**number, longest) for number in range(given["retries"])]
    assert sum(pauses, timedelta()) > timedelta(minutes=2)
    assert max(pauses) <= timedelta(minutes=1)
    assert pauses[0] < timedelta(seconds=10)


@pytest.mark.parametrize(("variable", "name"), [(_RETRIES, "retries"), (_DELAY, "retry_delay")])
def test_a_setting_of_airflow_holds(variable: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "0")
    assert name not in retrying()


_TASKS = """
import json
from airflow.dag_processing.dagbag import DagBag
found = DagBag({dags!r})
print(json.dumps({{
    f"{{dag.dag_id}}.{{task.task_id}}": [task.retries, task.retry_exponential_backoff]
    for dag in found.dags.values() for task in dag.tasks
}}))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("own", "count"), [({}, 5), ({_RETRIES: "0"}, 0)])
def test_every_task_is_tried_again(own: dict[str, str], count: int, tmp_path: Path) -> None:
    environment = {"AIRFLOW_HOME": str(tmp_path), "AIRFLOW__CORE__LOAD_EXAMPLES": "False", **own}
    done = subprocess.run(
        [sys.executable, "-c", _TASKS.format(dags=str(DAGS))],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    tasks: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert {"ingest.load", "ingest.fetch", "reprocess.replace", "report.export"} <= set(tasks)
    assert {tuple(one) for one in tasks.values()} == {(count, 2.0)}
