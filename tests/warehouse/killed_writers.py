"""Writers that a test starts, watches and kills."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PATIENCE_S = 60


class KilledWriters:
    """A process of `tests.warehouse.writer`, which forks a writer at a time; `close` ends it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warehouse.writer"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._into, self._out = self._process.stdin, self._process.stdout

    def begin(self, folder: Path, log: Path, first: int) -> int:
        """Start a writer; return its process id."""
        self._into.write(f"{folder} {log} {first}\n")
        self._into.flush()
        return int(self._out.readline())

    def wait_for(self, log: Path, line: str) -> None:
        """Wait until a writer has written this line to its log."""
        until = time.monotonic() + PATIENCE_S
        while not (log.exists() and line in log.read_text(encoding="utf-8").splitlines()):
            assert time.monotonic() < until, f"no {line!r} in {log}"
            time.sleep(0.002)

    def kill(self, child: int) -> None:
        """Kill a writer and wait until it has ended."""
        os.kill(child, signal.SIGKILL)
        assert self._out.readline() == "ended\n"

    def close(self) -> None:
        """End the process that forks writers."""
        self._into.close()
        self._process.wait()
        self._out.close()
