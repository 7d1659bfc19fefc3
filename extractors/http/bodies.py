"""Read the body of a response: no larger, no slower than allowed, and not in memory before it is whole."""

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
    """How large a body may be as received, and how slow after a while.

    `is_head_enough` takes what fits of a larger one.
    """

    max_bytes: int
    min_bytes_per_s: float
    slow_after_s: float
    is_head_enough: bool = False

    def check(self, byte_count: int, passed_s: float) -> None:
        """Raise TooLargeError or TooSlowError where a body passes a limit."""
        if byte_count > self.max_bytes:
            raise TooLargeError
        if passed_s > self.slow_after_s and byte_count < self.min_bytes_per_s * passed_s:
            raise TooSlowError


class Body:
    """A body as received, in memory or on disk until `take` gives it."""

    def __init__(self) -> None:
        """Begin an empty body."""
        self._spool = SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - `take` closes it
        self.byte_count = 0

    def append(self, chunk: bytes) -> None:
        """Add what came."""
        self.byte_count += len(chunk)
        self._spool.write(chunk)

    def take(self) -> bytes:
        """Return the whole body and let it go."""
        with self._spool:
            self._spool.seek(0)
            return self._spool.read()


async def read_body(response: aiohttp.ClientResponse, limits: ReadLimits) -> Body:
    """Return the body of a response.

    Raises TooLargeError and TooSlowError, and what aiohttp raises where the connection breaks.
    """
    body, started = Body(), time.monotonic()
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
