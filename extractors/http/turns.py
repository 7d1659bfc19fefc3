"""Politeness: how many requests at once go to a host and to a domain, and how long after the last one."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from model import FetchCause


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRules:
    """How slowly requests are sent: connections at once, and seconds between two requests."""

    host_connection_count: int = 1
    host_delay_s: float = 1.0
    domain_connection_count: int = 1
    domain_delay_s: float = 1.0
    max_crawl_delay_s: float = 30.0


class _Gate:
    """Lets a number of requests through at once, with a delay after the start and the end of each."""

    def __init__(self, permit_count: int) -> None:
        self.waiting_count = 0
        self.free_at = 0.0
        self._permits = asyncio.Semaphore(permit_count)

    async def enter(self, delay_s: float) -> None:
        self.waiting_count += 1
        try:
            await self._permits.acquire()
        finally:
            self.waiting_count -= 1
        try:
            while (wait_s := self.free_at - time.monotonic()) > 0:  # noqa: ASYNC110 - `free_at` changes meanwhile
                await asyncio.sleep(wait_s)
        except BaseException:
            self._permits.release()
            raise
        self.free_at = time.monotonic() + delay_s

    def leave(self, delay_s: float, *, is_used: bool) -> None:
        """Return the permit; after a turn in which nothing was sent the next need not wait."""
        self.free_at = time.monotonic() + delay_s if is_used else 0.0
        self._permits.release()


@dataclass(slots=True)
class Turn:
    """One request's turn; `is_used` is set when something is sent in it."""

    gate: _Gate
    is_used: bool = False

    @property
    def is_last(self) -> bool:
        """Say whether no other request waits for the host, so that its connection need not be kept."""
        return self.gate.waiting_count == 0


class Turns:
    """Hands out turns by host and by registered domain."""

    def __init__(self, rules: TurnRules) -> None:
        """Begin with a free gate for every host and domain."""
        self._rules = rules
        self._hosts: dict[str, _Gate] = defaultdict(lambda: _Gate(rules.host_connection_count))
        self._domains: dict[str, _Gate] = defaultdict(lambda: _Gate(rules.domain_connection_count))

    @asynccontextmanager
    async def turn(self, host: str, domain: str, crawl_delay_s: float | None) -> AsyncIterator[Turn]:
        """Wait until domain and host are free; their delays are counted from the end of a request."""
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
    """Hosts, domains and single URLs that may not be requested for now, and why."""

    def __init__(self, max_failure_count: int = 3) -> None:
        """Close a host after `max_failure_count` failed connections in a row."""
        self._max_failure_count = max_failure_count
        self._failure_counts: dict[str, int] = defaultdict(int)
        self._closed: dict[str, tuple[FetchCause, float]] = {}

    def why(self, *keys: str) -> FetchCause | None:
        """Return why one of the keys is closed: RETRY_AFTER, HOST_DOWN, or None."""
        now = time.monotonic()
        closed = (self._closed.get(key) for key in keys)
        return next((reason for reason, until in filter(None, closed) if until > now), None)

    def close(self, key: str, wait_s: float) -> None:
        """Close a key for the time that a Retry-After asks for."""
        self._closed[key] = (FetchCause.RETRY_AFTER, time.monotonic() + wait_s)

    def note(self, host: str, *, has_answered: bool) -> None:
        """Count failed connections in a row; enough of them close the host for the run."""
        self._failure_counts[host] = 0 if has_answered else self._failure_counts[host] + 1
        if self._failure_counts[host] >= self._max_failure_count:
            self._closed[host] = (FetchCause.HOST_DOWN, float("inf"))
