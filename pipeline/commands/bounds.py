"""Limit the time and memory of a query where DuckDB's own limits do not apply, and outlive its crash.

DuckDB checks its limits between batches of rows, so one function call on a huge value exceeds both. The
query therefore runs in a process of its own, forked before anything heavy is loaded, for which this process
only waits.
"""

import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import click

from model import PermanentError
from model.files import own_target, process_ending, remove_partial
from model.limits import MAX_QUERY_PROCESS_BYTES, QUERY_GRACE_S

_STATUS = Path("/proc/self/status")
_EXIT_CODES = {0, 1, 2, 130}  # of `parallax`; any other is that of a crash
# Ctrl-C at a terminal reaches both processes. One sent to this process alone is passed on after this.
_PASS_ON_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who called `parallax`: a user who started the program, or Python code that goes on afterwards."""

    is_program: bool


class TimeLimit:
    """Ends this process `QUERY_GRACE_S` after the time limit of its query, unless `end` comes first."""

    def __init__(self, timeout_s: float) -> None:
        """Start."""
        self._timeout_s = timeout_s
        self._ends_at = time.monotonic() + timeout_s
        self._last_resort = threading.Timer(timeout_s + QUERY_GRACE_S, self._give_up)
        self._last_resort.daemon = True
        self._last_resort.start()

    @contextmanager
    def on_drawing(self) -> Iterator[None]:
        """Raise PermanentError when the time is over while Python code runs in the block."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGALRM, self._stop_drawing)
        signal.setitimer(signal.ITIMER_REAL, max(0.001, self._ends_at - time.monotonic()))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def end(self) -> None:
        """Let the process go on for as long as it takes."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._last_resort.cancel()

    def _stop_drawing(self, _number: int, _frame: FrameType | None) -> None:
        raise PermanentError(
            f"The answer took more than {self._timeout_s:g} seconds to be drawn or written and was stopped: "
            "select fewer rows, use --format csv or parquet, which take less time than a table, or allow "
            "more with --timeout."
        )

    def _give_up(self) -> None:
        """End the process from another thread, since the main thread cannot be interrupted."""
        sys.stderr.write(f"parallax: The query took more than {self._timeout_s:g} seconds and was stopped.\n")
        sys.stderr.flush()
        os._exit(1)


@contextmanager
def own_process(timeout_s: float, out: Path | None = None) -> Iterator[TimeLimit]:
    """Run the block in a process of its own, limited in time and memory; end this one with its exit code.

    Where Python code called `parallax` the block runs in this process, limited for that long. What the
    process leaves of the file `out` when it is ended is removed. Raises PermanentError where the process
    crashes or needs too much memory.
    """
    if click.get_current_context().find_root().obj.is_program:
        _go_on_in_child(out)
    limit = TimeLimit(timeout_s)
    try:
        with _memory_limited():
            yield limit
    finally:
        limit.end()


def _go_on_in_child(out: Path | None) -> None:
    """Return in a new process; in this one wait for it, and raise click's Exit with its code."""
    sys.stdout.flush()
    sys.stderr.flush()
    alive, held = os.pipe()
    child = os.fork()
    if child:
        os.close(alive)
        code = _code_of(child)
        if out is not None and code != 0:
            remove_partial(out.absolute(), process_ending(child))
            remove_partial(own_target(out), process_ending(child))
        if code not in _EXIT_CODES:
            raise PermanentError(_crash_text(code))
        raise click.exceptions.Exit(code)
    os.close(held)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with_parent, args=[alive], daemon=True).start()


def _end_with_parent(alive: int) -> None:
    """End this process when the one that waits for it is no more: its end of the pipe is closed then."""
    os.read(alive, 1)
    os._exit(1)


def _code_of(child: int) -> int:
    """Wait for a process and return its exit code, or the negative number of the signal that ended it."""
    try:
        status = os.waitpid(child, 0)[1]
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        status = _status_after_control_c(child)
    return os.waitstatus_to_exitcode(status)


def _status_after_control_c(child: int) -> int:
    until = time.monotonic() + _PASS_ON_S
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.02)
    os.kill(child, signal.SIGINT)
    return os.waitpid(child, 0)[1]


def _crash_text(code: int) -> str:
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return (
        f"The query's process ended without an answer ({how}): it needed more memory than there is, or met "
        "a defect of DuckDB. The warehouse is as it was. Select fewer days, rows or columns, or write the "
        "query in another way."
    )


@contextmanager
def _memory_limited() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (_ceiling(before[1]), before[1]))
        yield
    except MemoryError as error:
        raise PermanentError(
            f"The query needs more than {MAX_QUERY_PROCESS_BYTES / 1e9:g} GB of memory: "
            "select fewer days, rows or columns."
        ) from error
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def _ceiling(hard: int) -> int:
    """Return the memory the process has now plus what a query may take, where the kernel shows the former."""
    if not _STATUS.exists():
        return hard
    lines = dict(
        line.split(":", 1) for line in _STATUS.read_text(encoding="ascii").splitlines() if ":" in line
    )
    ceiling = int(lines["VmData"].split()[0]) * 1024 + MAX_QUERY_PROCESS_BYTES
    return ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
