"""Wait for a store that does not answer, and say so meanwhile."""

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from model import TransientError

T = TypeVar("T")

_PAUSE_S = 1.0
_SAY_EVERY_S = 30.0

_log = logging.getLogger("parallax")


class UnansweredError(TransientError):
    """The store did not answer, or said that it is not able to now."""


class Waiting:
    """Sends requests to one store again until it answers; threads may share it."""

    def __init__(self, url: str, patience_s: float) -> None:
        """Wait up to `patience_s` seconds for each answer of the store at `url`."""
        self._url, self._patience_s = url, patience_s
        self._lock = Lock()
        self._said_at: float | None = None

    def ask(self, request: Callable[[], T]) -> T:
        """Return what a request returns; where it raises UnansweredError, send it again.

        Raises the last UnansweredError when the time is up, which begins with the first.
        """
        until = None
        while True:
            try:
                answer = request()
            except UnansweredError as error:
                until = until or time.monotonic() + self._patience_s
                left_s = until - time.monotonic()
                if left_s <= 0:
                    raise
                self._say(error, left_s)
                time.sleep(min(_PAUSE_S, left_s))
            else:
                self._say_answered()
                return answer

    def _say(self, error: UnansweredError, left_s: float) -> None:
        """Say that the store is waited for, once for all threads and not at every attempt."""
        now = time.monotonic()
        with self._lock:
            if self._said_at is not None and now - self._said_at < _SAY_EVERY_S:
                return
            self._said_at = now
        _log.warning(
            "The store %s does not answer: waiting for it, up to %.0f s more. %s", self._url, left_s, error
        )

    def _say_answered(self) -> None:
        with self._lock:
            was_away, self._said_at = self._said_at is not None, None
        if was_away:
            _log.warning("The store %s answers again.", self._url)
