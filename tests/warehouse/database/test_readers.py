"""Readers ask all the while that loads are published: none fails, and none sees half a load."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.warehouse.killed_writers import PROJECT, KilledWriters
from tests.warehouse.runs import paths_in

pytestmark = [pytest.mark.slow, pytest.mark.long]

READERS, PUBLISHED, PATIENCE_S = 3, 10, 300


def test_readers_see_whole_loads_only(tmp_path: Path, writers: KilledWriters) -> None:
    folder, log, stop = tmp_path / "data", tmp_path / "log", tmp_path / "stop"
    child = writers.begin(folder, log, 0)
    writers.wait_for(log, "published run-0")
    command = [sys.executable, "-m", "tests.warehouse.reader", str(paths_in(folder).published), str(stop)]
    readers = [
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(READERS)
    ]
    until = time.monotonic() + PATIENCE_S
    while log.read_text(encoding="utf-8").count("published") < PUBLISHED:
        assert time.monotonic() < until
        time.sleep(0.05)
    stop.touch()
    told = [reader.communicate() for reader in readers]
    writers.kill(child)
    assert [reader.returncode for reader in readers] == [0] * READERS, told
    for out, _ in told:
        seen = out.split()
        print(f"{len(seen)} looks at {len(set(seen))} states")
        assert len(set(seen)) >= PUBLISHED // 4
