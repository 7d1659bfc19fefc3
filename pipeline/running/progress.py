"""Tell whoever watches how long work goes: a bar on a terminal, plain lines elsewhere."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_LINE_EVERY_S = 5.0
_log = logging.getLogger("parallax")

Advance = Callable[[], None]


class Reporter(Protocol):
    """Whatever shows progress."""

    def say(self, text: str) -> None:
        """Tell one finished thing."""
        ...

    def warn(self, text: str) -> None:
        """Tell what somebody ought to look at."""
        ...

    def begin(self, label: str, total: int) -> tuple[Advance, Callable[[], None]]:
        """Start showing a piece of work; returns what to call at each item, and at the end."""
        ...


class _LogReporter:
    """Tells a log: what a task under a scheduler does."""

    def say(self, text: str) -> None:
        _log.info("%s", text)

    def warn(self, text: str) -> None:
        _log.warning("%s", text)

    def begin(self, label: str, total: int) -> tuple[Advance, Callable[[], None]]:
        return _plain_counter(label, total, self.say)


class ConsoleReporter:
    """Tells a person: a bar that goes away when done on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console) -> None:
        """Show on `console`."""
        self._console = console

    def say(self, text: str) -> None:
        """Print one line."""
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def warn(self, text: str) -> None:
        """Print one line that stands out."""
        self._console.print(f"Warning: {text}", style="yellow", markup=False, highlight=False, soft_wrap=True)

    def begin(self, label: str, total: int) -> tuple[Advance, Callable[[], None]]:
        """Start a bar, or lines where the output is no terminal."""
        if not self._console.is_terminal:
            return _plain_counter(label, total, self.say)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        bar = Progress(*columns, console=self._console, transient=True)
        task = bar.add_task(label, total=total)
        bar.start()
        return (lambda: bar.advance(task)), bar.stop


def _plain_counter(label: str, total: int, say: Callable[[str], None]) -> tuple[Advance, Callable[[], None]]:
    done, told_at = 0, time.monotonic()

    def advance() -> None:
        nonlocal done, told_at
        done += 1
        if time.monotonic() - told_at >= _LINE_EVERY_S:
            told_at = time.monotonic()
            say(f"{label}: {done} of {total}")

    return advance, lambda: None


_reporter: Reporter = _LogReporter()


def install(reporter: Reporter) -> None:
    """Show the progress of this process with `reporter` from now on."""
    global _reporter  # noqa: PLW0603 - one process, one terminal; Airflow stands between us and the steps
    _reporter = reporter


def say(text: str) -> None:
    """Tell one finished thing."""
    _reporter.say(text)


def warn(text: str) -> None:
    """Tell what somebody ought to look at."""
    _reporter.warn(text)


@contextmanager
def track(label: str, total: int) -> Iterator[Advance]:
    """Show a piece of work of `total` items; call what is yielded at each."""
    advance, end = _reporter.begin(label, total)
    try:
        yield advance
    finally:
        end()
