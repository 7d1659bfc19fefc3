"""Show progress: a bar on a terminal, plain lines elsewhere."""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from reports.visible import unguarded, visible

_LINE_EVERY_S = 5.0
_log = logging.getLogger("parallax")

Advance = Callable[[], None]


class Reporter(Protocol):
    """Whatever shows progress."""

    def say(self, text: str) -> None:
        """Report one finished piece of work."""
        ...

    def warn(self, text: str) -> None:
        """Report something that needs attention."""
        ...

    def begin(self, label: str, total: int) -> tuple[Advance, Callable[[], None]]:
        """Start showing a piece of work; return one function to call after each item and one for the end."""
        ...


class _LogReporter:
    """Reports to the log, as a task under a scheduler does."""

    def say(self, text: str) -> None:
        _log.info("%s", text)

    def warn(self, text: str) -> None:
        _log.warning("%s", text)

    def begin(self, label: str, total: int) -> tuple[Advance, Callable[[], None]]:
        return _plain_counter(label, total, self.say)


class ConsoleReporter:
    """Reports to a person: a bar that disappears when done, or plain lines where there is no terminal."""

    def __init__(self, console: Console) -> None:
        """Show on `console`."""
        self._console = console

    def say(self, text: str) -> None:
        """Print one line."""
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def warn(self, text: str) -> None:
        """Print one highlighted line."""
        self._console.print(f"Warning: {text}", style="yellow", markup=False, highlight=False, soft_wrap=True)

    def begin(self, label: str, total: int) -> tuple[Advance, Callable[[], None]]:
        """Start a bar, or lines where the output is no terminal."""
        if not self._console.is_terminal:
            return _plain_counter(label, total, self.say)
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        # Rich would put streams of its own in the place of those that are guarded.
        bar = Progress(
            *columns, console=self._console, transient=True, redirect_stdout=False, redirect_stderr=False
        )
        task = bar.add_task(label, total=total)
        bar.start()
        return (lambda: bar.advance(task)), bar.stop


def _plain_counter(label: str, total: int, say: Callable[[str], None]) -> tuple[Advance, Callable[[], None]]:
    done, reported_at = 0, time.monotonic()

    def advance() -> None:
        nonlocal done, reported_at
        done += 1
        if time.monotonic() - reported_at >= _LINE_EVERY_S:
            reported_at = time.monotonic()
            say(f"{label}: {done} of {total}")

    return advance, lambda: None


_reporter: Reporter = _LogReporter()


def install(reporter: Reporter) -> None:
    """Use `reporter` for this process from now on, also for the warnings of packages that know of none."""
    global _reporter  # noqa: PLW0603 - one process has one terminal, and Airflow calls the steps without a way to pass it
    _reporter = reporter
    _log.handlers = [_Forwarding(logging.WARNING)]


def show_on_stderr() -> None:
    """Show on standard error from now on."""
    install(ConsoleReporter(Console(file=unguarded(sys.stderr))))


class _Forwarding(logging.Handler):
    """Shows what the warehouse logs: it cannot call this module, which is above it."""

    def emit(self, record: logging.LogRecord) -> None:
        warn(record.getMessage())


def say(text: str) -> None:
    """Report one finished piece of work."""
    _reporter.say(visible(text))


def warn(text: str) -> None:
    """Report something that needs attention."""
    _reporter.warn(visible(text))


@contextmanager
def track(label: str, total: int) -> Iterator[Advance]:
    """Show a piece of work of `total` items; call the yielded function after each."""
    advance, end = _reporter.begin(visible(label), total)
    try:
        yield advance
    finally:
        end()
