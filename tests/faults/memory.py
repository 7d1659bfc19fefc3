"""The memory of the processes that a test starts."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil


@dataclass(slots=True)
class Peak:
    """The most memory that any process below this one held, in bytes, by what it is."""

    by_process: Counter[str] = field(default_factory=Counter)
    most_together: int = 0


@contextmanager
def watching() -> Iterator[Peak]:
    """Watch the memory of this process's children until the context ends."""
    peak, stopped = Peak(), threading.Event()

    def watch() -> None:
        while not stopped.wait(0.1):
            together = 0
            for child in psutil.Process().children(recursive=True):
                try:
                    resident = child.memory_info().rss
                    shared = child.memory_info().shared
                except psutil.Error:
                    continue
                together += resident - shared
                peak.by_process[str(child.pid)] = max(peak.by_process[str(child.pid)], resident)
            peak.most_together = max(peak.most_together, together)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        stopped.set()
        thread.join()
