"""What is written to a terminal passes a guard, whoever writes it."""

import io
import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click
import pytest

from reports.visible import GuardedStream, guarded_output, isolated, unguarded, visible

HOSTILE = "a\x1b[2J\u202eb\x9b1m\x07\n"
SHOWN = "a\\u001b[2J\\u202eb\\u009b1m\\u0007\n"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def terminal() -> Iterator[Terminal]:
    """Put a terminal in the place of both streams; pytest has its own there when a fixture runs."""
    stream = Terminal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", stream)
        yield stream


def test_texts_are_visible_and_stay_readable() -> None:
    assert visible(HOSTILE) == SHOWN
    assert visible("Ελλάδα हिन्दी 👩‍👩‍👧\n") == "Ελλάδα हिन्दी 👩‍👩‍👧\n"


def test_only_what_runs_from_right_to_left_is_isolated() -> None:
    assert isolated("abc 日本") == "abc 日本"
    assert isolated("a שלום") == "\u2068a שלום\u2069\u200e"
    assert isolated("عربي 1") == "\u2068عربي 1\u2069\u200e"


def test_whoever_writes_passes_the_guard() -> None:
    with terminal() as stream, guarded_output():
        print(HOSTILE, end="")
        sys.stderr.write(HOSTILE)
        click.echo(HOSTILE, nl=False)
        click.echo(HOSTILE, nl=False, err=True)
        logging.StreamHandler().emit(logging.LogRecord("x", 30, "", 1, HOSTILE.strip(), None, None))
        traceback.print_exception(ValueError(HOSTILE.strip()))
    shown = stream.getvalue()
    assert shown.count(SHOWN.strip()) == 6
    assert visible(shown) == shown


def test_the_streams_are_put_back() -> None:
    with terminal() as stream:
        with guarded_output():
            assert sys.stdout is not stream
        assert sys.stdout is stream
        assert sys.stderr is stream


def test_own_codes_go_behind_the_guard() -> None:
    with terminal() as stream:
        with guarded_output():
            unguarded(sys.stdout).write("\x1b[1mhead\x1b[0m")
        assert stream.getvalue() == "\x1b[1mhead\x1b[0m"
        assert unguarded(stream) is stream


def test_a_pipe_gets_the_bytes_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe, errors = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", pipe)
    monkeypatch.setattr(sys, "stderr", errors)
    with guarded_output():
        sys.stdout.write(HOSTILE)
        sys.stderr.write(HOSTILE)
    assert (pipe.getvalue(), errors.getvalue()) == (HOSTILE, SHOWN)


def test_a_guard_is_a_stream_like_the_one_behind_it() -> None:
    stream = Terminal()
    guard = GuardedStream(stream)
    assert guard.isatty()
    assert guard.writable()
    assert guard.encoding == stream.encoding
    assert guard.errors == stream.errors
