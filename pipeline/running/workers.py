"""Worker processes for work that costs CPU or may hang: reading feeds and pages."""

import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from types import ModuleType

from pebble import ProcessPool

from model.limits import MAX_WORKER_BYTES


@contextmanager
def worker_processes(count: int, warm_up: Callable[[], object]) -> Iterator[ProcessPool]:
    """Start worker processes and end them. They are spawned, not forked: Airflow has threads.

    What takes more memory than MAX_WORKER_BYTES there raises MemoryError, or ends its process.
    """
    spawn = get_context("spawn")
    with (
        _main_module_hidden(),
        ProcessPool(max_workers=count, context=spawn, initializer=_begin, initargs=[warm_up]) as pool,
    ):
        yield pool


def _begin(warm_up: Callable[[], object]) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MAX_WORKER_BYTES if most == resource.RLIM_INFINITY else min(MAX_WORKER_BYTES, most)
    with suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    warm_up()


@contextmanager
def _main_module_hidden() -> Iterator[None]:
    """Keep new processes from importing this process's main program.

    They do not need it, and under a scheduler it is Airflow's, which cannot start inside a task.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
