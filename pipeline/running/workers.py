"""Worker processes for work that costs CPU or may hang: reading feeds and pages."""

import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import current_process, get_context
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
        _may_have_children(),
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
def _may_have_children() -> Iterator[None]:
    """Let this process start others, also where it is one of Celery's.

    Those are daemons, which Python forbids to have children, and their key to talk to other processes is
    billiard's, which refuses to be handed to a child. There is no public way to change either.
    """
    config = current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    before = dict(config)
    config |= {"daemon": False, "authkey": bytes(config["authkey"])}
    try:
        yield
    finally:
        config.update(before)


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
