"""Stop a query that takes too long, or that its user interrupts."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from model import PermanentError


class Deadline:
    """Interrupts a connection `timeout_s` seconds after `start`, unless `stop` comes first."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, timeout_s: float) -> None:
        """Make a deadline that is not running yet."""
        self._connection = connection
        self._timeout_s = timeout_s
        self._timer: threading.Timer | None = None
        self._has_fired = False

    def start(self) -> None:
        """Start, or start again."""
        self.stop()
        self._has_fired = False
        self._timer = threading.Timer(self._timeout_s, self._fire)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """Stop; after this returns there is no interrupt."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            self._timer = None

    def _fire(self) -> None:
        self._has_fired = True
        self._connection.interrupt()

    @contextmanager
    def enforced(self) -> Iterator[None]:
        """Turn the interrupt into PermanentError, and Ctrl-C into KeyboardInterrupt.

        DuckDB reports an interrupt between two fetches in various ways, so its own error is ignored then.
        """
        try:
            with _stopped_by_control_c(self._connection):
                yield
        except duckdb.Error as error:
            if not self._has_fired:
                raise
            raise self._too_long() from error
        if self._has_fired:
            raise self._too_long()

    def _too_long(self) -> PermanentError:
        return PermanentError(
            f"The query took more than {self._timeout_s:g} seconds and was stopped: narrow its span of "
            "days, or allow more with --timeout (in Python with timeout_s)."
        )


@contextmanager
def _stopped_by_control_c(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let Ctrl-C interrupt the query and then raise KeyboardInterrupt.

    DuckDB by itself only stops waiting, and closing the connection then runs the query to its end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = threading.Event()

    def stop(*_: object) -> None:
        pressed.set()
        connection.interrupt()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    except duckdb.InterruptException as error:
        if not pressed.is_set():
            raise
        raise KeyboardInterrupt from error
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed.is_set():
        raise KeyboardInterrupt
