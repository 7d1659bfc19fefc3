"""Whose turn it is: how many requests at once go to a host and to a domain, and how long after the last."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from model import FetchCause


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRules:
    """How gently servers are asked: connections at once, and seconds between two requests."""

    host_connection_count: int = 1
    host_delay_s: float = 1.0
    domain_connection_count: int = 1
    domain_delay_s: float = 1.0
    max_crawl_delay_s: float = 30.0


class _Gate:
    """Lets a number of requests through at once, each some time after the one before began and ended."""

    def __init__(self, place_count: int) -> None:
        self.waiting_count = 0
        self.free_at = 0.0
        self._places = asyncio.Semaphore(place_count)

    async def enter(self, delay_s: float) -> None:
        self.waiting_count += 1
        try:
            await self._places.acquire()
        finally:
            self.waiting_count -= 1
        try:
            while (wait_s := self.free_at - time.monotonic()) > 0:  # noqa: ASYNC110 - it moves meanwhile
                await asyncio.sleep(wait_s)
        except BaseException:
            self._places.release()
            raise
        self.free_at = time.monotonic() + delay_s

    def leave(self, delay_s: float, *, is_used: bool) -> None:
        """Give the place back; a turn in which nothing was sent keeps nobody waiting."""
        self.free_at = time.monotonic() + delay_s if is_used else 0.0
        self._places.release()


@dataclass(slots=True)
class Turn:
    """One request's turn; whoever sends something in it sets `is_used`."""

    gate: _Gate
    is_used: bool = False

    @property
    def is_last(self) -> bool:
        """Say whether nobody waits for the host: a connection to it need not be kept."""
        return self.gate.waiting_count == 0


class Turns:
    """Hands out turns by host and by registered domain."""

    def __init__(self, rules: TurnRules) -> None:
        """Remember the rules."""
        self._rules = rules
        self._hosts: dict[str, _Gate] = defaultdict(lambda: _Gate(rules.host_connection_count))
        self._domains: dict[str, _Gate] = defaultdict(lambda: _Gate(rules.domain_connection_count))

    @asynccontextmanager
    async def turn(self, host: str, domain: str, crawl_delay_s: float | None) -> AsyncIterator[Turn]:
        """Wait for the turn of the domain and of the host; delays count from the end of a request."""
        rules = self._rules
        delay_s = max(rules.host_delay_s, min(crawl_delay_s or 0.0, rules.max_crawl_delay_s))
        by_host = self._hosts[host]
        async with (
            _passage(self._domains[domain], rules.domain_delay_s) as domain_turn,
            _passage(by_host, delay_s) as turn,
        ):
            try:
                yield turn
            finally:
                domain_turn.is_used = turn.is_used


@asynccontextmanager
async def _passage(gate: _Gate, delay_s: float) -> AsyncIterator[Turn]:
    await gate.enter(delay_s)
    turn = Turn(gate)
    try:
        yield turn
    finally:
        gate.leave(delay_s, is_used=turn.is_used)


class Closures:
    """Who is not to be asked for now, and why: whole hosts and domains, or single URLs."""

    def __init__(self, max_failure_count: int = 3) -> None:
        """Close a host after `max_failure_count` connections in a row that came to nothing."""
        self._max_failure_count = max_failure_count
        self._failure_counts: dict[str, int] = defaultdict(int)
        self._closed: dict[str, tuple[FetchCause, float]] = {}

    def why(self, *keys: str) -> FetchCause | None:
        """Return why one of the keys is closed: `retry_after`, `host_down`, or None."""
        now = time.monotonic()
        closed = (self._closed.get(key) for key in keys)
        return next((reason for reason, until in filter(None, closed) if until > now), None)

    def close(self, key: str, wait_s: float) -> None:
        """Close a key for the time that a Retry-After asks for."""
        self._closed[key] = (FetchCause.RETRY_AFTER, time.monotonic() + wait_s)

    def note(self, host: str, *, has_answered: bool) -> None:
        """Count connections in a row that came to nothing; enough of them close the host for the run."""
        self._failure_counts[host] = 0 if has_answered else self._failure_counts[host] + 1
        if self._failure_counts[host] >= self._max_failure_count:
            self._closed[host] = (FetchCause.HOST_DOWN, float("inf"))
