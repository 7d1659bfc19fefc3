"""Where Airflow meets the steps: garbage collection, and errors as Airflow knows them."""

import json
import subprocess
import sys
from pathlib import Path

_STEP = """
import gc
gc.disable()
from pipeline.running.tasks import run_step
from pipeline.steps.plan import plan
try:
    run_step(plan, poll_all=False)
except Exception as error:
    raised = type(error).__name__
print(raised, gc.isenabled(), gc.get_freeze_count() > 100_000)
"""


def test_a_step_collects_its_own_garbage_and_passes_over_what_was_there(tmp_path: Path) -> None:
    environment = {"PARALLAX_CATALOG": str(tmp_path / "none.toml"), "AIRFLOW_HOME": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", _STEP], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1].split() == ["AirflowFailException", "True", "True"]


_ERRORS = """
import errno, json
from model import ConfigurationError, PermanentError, TransientError
from pipeline.running.tasks import run_step

def ends_as(error):
    def step(settings):
        raise error
    try:
        run_step(step)
    except Exception as raised:
        return [type(raised).__name__, str(raised), raised.__cause__ is error]

print(json.dumps([ends_as(error) for error in (
    PermanentError("no such run"),
    ConfigurationError(["no outlet", "no feed"]),
    TransientError("another run"),
    OSError(errno.ENOSPC, "No space left on device", "/data/x"),
    OSError(errno.EACCES, "Permission denied", "/data/x"),
    ValueError("ours"),
)]))
"""


def test_errors_reach_airflow_as_final_or_to_be_retried(tmp_path: Path) -> None:
    failure = tmp_path / "failure.txt"
    environment = {"AIRFLOW_HOME": str(tmp_path), "PARALLAX_FAILURE_FILE": str(failure)}

    done = subprocess.run(
        [sys.executable, "-c", _ERRORS], env=environment, capture_output=True, text=True, check=True
    )

    permanent, configuration, transient, full, forbidden, own = json.loads(done.stdout.splitlines()[-1])
    assert permanent == ["AirflowFailException", "no such run", True]
    assert configuration[0] == "AirflowFailException"
    assert "no outlet" in configuration[1]
    assert transient == ["TransientError", "another run", True]
    assert (full[0], "The disk of /data/x is full" in full[1]) == ("TransientError", True)
    assert forbidden[0] == "AirflowFailException"
    assert "/data/x may not be written (Permission denied)" in forbidden[1]
    assert own == ["ValueError", "ours", False]
    assert failure.read_text(encoding="utf-8").startswith("1\n/data/x may not be written")
