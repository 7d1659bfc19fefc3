"""One run at a time works on a data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from model import TransientError
from pipeline.running import progress
from pipeline.running.leftovers import sweep
from pipeline.running.private import private
from pipeline.running.replacing import complete_replacement, is_decided
from pipeline.settings import Settings


@contextmanager
def only_run(settings: Settings) -> Iterator[bool]:
    """Hold the data folder's lock, which the operating system releases however the process ends.

    A restore that was interrupted is completed first; where it had replaced nothing yet, what it left is
    removed, as is what other killed commands left behind. Yields whether a restore was completed.
    What is made meanwhile is private (see `pipeline.running.private`). Raises TransientError where another
    process holds the lock.
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
        # Only who waits reads it: what frees a full disk must not fail for want of room.
        with suppress(OSError):
            os.write(lock.fileno(), str(os.getpid()).encode())
        was_restoring = complete_replacement(settings)
        if was_restoring:
            progress.warn("A restore that had been interrupted was completed first.")
        sweep(settings)
        yield was_restoring


def complete_restore(settings: Settings) -> None:
    """Complete an interrupted restore; for what works without the lock, which services hold for it.

    Raises TransientError where another process holds the lock.
    """
    if is_decided(settings):
        with only_run(settings):
            pass
