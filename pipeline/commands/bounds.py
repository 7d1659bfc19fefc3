"""Hold this process to its time and memory where DuckDB's own limits do not reach.

DuckDB looks for its limits between batches of rows: one call of a function on a huge value passes both.
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
    """End the process when its work goes on past the time limit, and refuse it memory beyond a bound.

    Raises PermanentError where the memory does not do.
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
            f"The query needs more than {MOST_BYTES / 1e9:g} GB of memory: narrow its span of days, or ask "
            "for less at once."
        ) from error
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
        last_resort.cancel()


def _ceiling(hard: int) -> int:
    """Return what the process has now and as much again as it may take, where a kernel tells."""
    if not _STATUS.exists():
        return hard
    lines = dict(
        line.split(":", 1) for line in _STATUS.read_text(encoding="ascii").splitlines() if ":" in line
    )
    ceiling = int(lines["VmData"].split()[0]) * 1024 + MOST_BYTES
    return ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)


def _give_up(timeout_s: float) -> None:
    """End the process from another thread, since nothing stops what runs in this one."""
    sys.stderr.write(f"parallax: The query took more than {timeout_s:g} seconds and was stopped.\n")
    sys.stderr.flush()
    os._exit(1)
