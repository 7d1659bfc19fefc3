"""Where Airflow meets the steps: garbage collection, and errors as Airflow knows them."""

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
