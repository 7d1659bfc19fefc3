"""Worker processes for what costs CPU or may hang: reading feeds and pages."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from types import ModuleType

from pebble import ProcessPool


@contextmanager
def worker_processes(count: int, warm_up: Callable[[], object]) -> Iterator[ProcessPool]:
    """Start worker processes, fresh ones (not forked: Airflow has threads), and end them."""
    with (
        _main_module_hidden(),
        ProcessPool(max_workers=count, context=get_context("spawn"), initializer=warm_up) as pool,
    ):
        yield pool


@contextmanager
def _main_module_hidden() -> Iterator[None]:
    """Keep new processes from importing the program that started us again.

    They need nothing of it, and under a scheduler it is Airflow's own, which fails to start in a task.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
