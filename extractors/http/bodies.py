"""Read the body of a response within limits of size and speed; it is held in memory only once it is whole."""

import time
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

import aiohttp

from extractors.http.unpack import TooLargeError

_CHUNK_BYTES = 65_536
# Hundreds of bodies arrive at once: a large one waits on disk for its end.
_IN_MEMORY_BYTES = 262_144


class TooSlowError(Exception):
    """The body comes too slowly to wait for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """The most bytes a body may have as received, and the least speed after `slow_after_s` seconds.

    With `is_head_enough` a larger body is cut instead of refused.
    """

    max_bytes: int
    min_bytes_per_s: float
    slow_after_s: float
    is_head_enough: bool = False

    def check(self, byte_count: int, passed_s: float) -> None:
        """Raise TooLargeError or TooSlowError where a body breaks a limit."""
        if byte_count > self.max_bytes:
            raise TooLargeError
        if passed_s > self.slow_after_s and byte_count < self.min_bytes_per_s * passed_s:
            raise TooSlowError


class ReceivedBody:
    """A body as received, in memory or on disk until `take` returns it."""

    def __init__(self) -> None:
        """Begin an empty body."""
        self._spool = SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - `take` closes it
        self.byte_count = 0

    def append(self, chunk: bytes) -> None:
        """Add a chunk."""
        self.byte_count += len(chunk)
        self._spool.write(chunk)

    def take(self) -> bytes:
        """Return the whole body and close its storage; may be called once."""
        with self._spool:
            self._spool.seek(0)
            return self._spool.read()


async def read_body(response: aiohttp.ClientResponse, limits: ReadLimits) -> ReceivedBody:
    """Return the body of a response.

    Raises TooLargeError, TooSlowError, and the exceptions of aiohttp for broken connections.
    """
    body, started = ReceivedBody(), time.monotonic()
    try:
        async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
            body.append(chunk)
            if limits.is_head_enough and body.byte_count > limits.max_bytes:
                break
            limits.check(body.byte_count, time.monotonic() - started)
    except BaseException:
        body.take()
        raise
    return body
