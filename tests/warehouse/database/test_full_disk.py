"""A full disk: it is told as one, the old copy serves, and the next try works once there is room."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.full_disk import RUN_SIZE, STEPS
from tests.warehouse.killed_writers import PROJECT

pytestmark = [pytest.mark.slow, pytest.mark.long]

OWN_MOUNTS = ["unshare", "--mount", "--map-root-user"]


def _has_own_mounts() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*OWN_MOUNTS, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _has_own_mounts(), reason="this system gives no mounts of one's own")
@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_loses_nothing(step: str, tmp_path: Path) -> None:
    disk, runs = tmp_path / "disk", tmp_path / "runs"
    disk.mkdir()
    done = subprocess.run(
        [*OWN_MOUNTS, sys.executable, "-m", "tests.warehouse.full_disk", step, str(disk), str(runs)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    print(step, outcome["told"])
    kind, text = outcome["told"]
    assert kind == "TransientError"
    assert "is full" in text
    served = RUN_SIZE * (2 if step == "export" else 1)
    assert set(outcome["seen"]) == {served}
    assert set(outcome["after"]) == {2 * RUN_SIZE}
    assert outcome["found"] == []
    assert outcome["left"] == []
