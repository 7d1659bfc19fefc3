"""Limit the time and memory of this process where DuckDB's own limits do not apply.

DuckDB checks its limits between batches of rows, so one function call on a huge value exceeds both.
"""

import os
import resource
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model import PermanentError

MOST_BYTES = 6_000_000_000
GRACE_S = 5.0

_STATUS = Path("/proc/self/status")


@contextmanager
def bounded(timeout_s: float) -> Iterator[None]:
    """End the process when its work takes longer than the time limit, and limit its memory.

    Raises PermanentError where the work needs more memory.
    """
    last_resort = threading.Timer(timeout_s + GRACE_S, _give_up, [timeout_s])
    last_resort.daemon = True
    last_resort.start()
    before = resource.getrlimit(resource.RLIMIT_DATA)
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (_ceiling(before[1]), before[1]))
        yield
    except MemoryError as error:
        raise PermanentError(
            f"The query needs more than {MOST_BYTES / 1e9:g} GB of memory: "
            "select fewer days, rows or columns."
        ) from error
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
        last_resort.cancel()


def _ceiling(hard: int) -> int:
    """Return the memory the process has now plus what a query may take, where the kernel shows the former."""
    if not _STATUS.exists():
        return hard
    lines = dict(
        line.split(":", 1) for line in _STATUS.read_text(encoding="ascii").splitlines() if ":" in line
    )
    ceiling = int(lines["VmData"].split()[0]) * 1024 + MOST_BYTES
    return ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)


def _give_up(timeout_s: float) -> None:
    """End the process from another thread, since the main thread cannot be interrupted."""
    sys.stderr.write(f"parallax: The query took more than {timeout_s:g} seconds and was stopped.\n")
    sys.stderr.flush()
    os._exit(1)
