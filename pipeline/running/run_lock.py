"""One run at a time works on a data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from model import TransientError
from pipeline.running.private import private
from pipeline.settings import Settings


@contextmanager
def only_run(settings: Settings) -> Iterator[None]:
    """Hold the data folder's lock, which the operating system releases however the process ends.

    What is made meanwhile is private (see `pipeline.running.private`).
    Raises TransientError where another process holds it.
    """
    with private(settings.data), (settings.data / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise TransientError(
                f"Another parallax (process {lock.read().strip() or '?'}) is working on {settings.data}: "
                "wait for it, or set PARALLAX_DATA to another folder."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
