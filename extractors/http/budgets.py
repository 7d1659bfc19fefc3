"""What one outlet and one domain may cost a run: no one of them keeps the others waiting."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from model.limits import DOMAIN_SLOW_S, OUTLET_CONNECTIONS, OUTLET_SLOW_S, SLOW_REQUEST_S


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRules:
    """Seconds: for all requests together (None: no limit), and for the slow ones of a domain or an outlet.

    A request is slow when it takes over `slow_request_s`. An outlet pays for every page that it lists,
    wherever that is.
    """

    all_s: float | None = None
    slow_request_s: float = SLOW_REQUEST_S
    domain_slow_s: float = DOMAIN_SLOW_S
    outlet_slow_s: float = OUTLET_SLOW_S
    outlet_connection_count: int = OUTLET_CONNECTIONS


class Budgets:
    """Counts what the requests of one client cost; use it inside one event loop."""

    def __init__(self, rules: BudgetRules) -> None:
        """Begin with nothing spent; the time for all requests runs from `begin`."""
        self._rules = rules
        self._ends_at: float | None = None
        self._domain_s: dict[str, float] = defaultdict(float)
        self._outlet_s: dict[str, float] = defaultdict(float)
        self._connections: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(rules.outlet_connection_count)
        )

    def begin(self) -> None:
        """Let the time for all requests run from now."""
        if self._rules.all_s is not None:
            self._ends_at = asyncio.get_running_loop().time() + self._rules.all_s

    def until_the_end(self) -> asyncio.Timeout:
        """Return a context that raises TimeoutError once the time for all requests is over."""
        return asyncio.timeout_at(self._ends_at)

    @asynccontextmanager
    async def connection(self, outlet: str) -> AsyncIterator[None]:
        """Hold one of the connections that an outlet may have at once; "" is nobody's, and not counted."""
        if not outlet:
            yield
            return
        async with self._connections[outlet]:
            yield

    def charge(self, outlet: str, domain: str, started_s: float) -> None:
        """Count a request that began at `started_s` (monotonic) and has just ended."""
        took_s = time.monotonic() - started_s
        if took_s > self._rules.slow_request_s:
            self._domain_s[domain] += took_s
            self._outlet_s[outlet] += took_s

    def is_spent(self, outlet: str, domain: str) -> bool:
        """Say whether nothing may be requested any more for an outlet, or from a domain."""
        is_over = self._ends_at is not None and asyncio.get_running_loop().time() >= self._ends_at
        return (
            is_over
            or self._domain_s[domain] >= self._rules.domain_slow_s
            or (bool(outlet) and self._outlet_s[outlet] >= self._rules.outlet_slow_s)
        )

    def too_slow(self) -> list[str]:
        """Return the domains, and the ids of the outlets, whose time for slow requests is spent."""
        rules = self._rules
        domains = [name for name, spent_s in self._domain_s.items() if spent_s >= rules.domain_slow_s]
        outlets = [
            name for name, spent_s in self._outlet_s.items() if name and spent_s >= rules.outlet_slow_s
        ]
        return sorted({*domains, *outlets})
