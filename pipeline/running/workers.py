"""Worker processes for work that costs CPU or may hang: reading feeds and pages."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from types import ModuleType

from pebble import ProcessPool


@contextmanager
def worker_processes(count: int, warm_up: Callable[[], object]) -> Iterator[ProcessPool]:
    """Start worker processes and end them. They are spawned, not forked: Airflow has threads."""
    with (
        _main_module_hidden(),
        ProcessPool(max_workers=count, context=get_context("spawn"), initializer=warm_up) as pool,
    ):
        yield pool


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
