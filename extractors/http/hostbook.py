"""What is known about the hosts of a run: their robots.txt, and until when they asked for no requests."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

from extractors.http.answer import Answer
from extractors.http.freshness import MAX_WAIT_S
from extractors.http.robots import VALID_FOR, RobotsRules, host_after
from model import Host
from model.limits import MAX_ROBOTS_READING_S

P = ParamSpec("P")
T = TypeVar("T")


class HostBook:
    """What each origin (`https://example.org`) allows: looked up, and updated from answers.

    Texts of robots.txt are read and applied in a thread of the book, so that no request waits for them that
    is not for their host.
    """

    def __init__(self, known: Mapping[str, Host], user_agent: str) -> None:
        """Begin with what earlier runs learned, by origin."""
        self._hosts = dict(known)
        self._learned: set[str] = set()
        self._rules: dict[str, RobotsRules | None] = {}
        self._user_agent = user_agent
        self._thread = ThreadPoolExecutor(1, "robots")

    def close(self) -> None:
        """Drop what is still to be read."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def learned(self) -> list[Host]:
        """Return the hosts about which something was learned since the book was made."""
        return [self._hosts[origin] for origin in sorted(self._learned)]

    def host(self, origin: str) -> Host:
        """Return what is known about an origin."""
        return self._hosts.get(origin) or Host(origin=origin)

    def waiting(self, now: datetime) -> list[tuple[str, float]]:
        """Return the origins that asked for no requests yet, and the seconds that remain."""
        ends = ((host.origin, host.retry_at) for host in self._hosts.values())
        waits = [(origin, (at - now).total_seconds()) for origin, at in ends if at and at > now]
        # None is kept waiting for longer: a wrong clock set what is later.
        return [(origin, wait_s) for origin, wait_s in waits if wait_s <= MAX_WAIT_S]

    async def read_rules(self, origin: str) -> None:
        """Read the robots.txt known of an origin; raises TimeoutError where that takes too long."""
        text = self.host(origin).robots_text
        self._rules[origin] = (
            await self._beside(RobotsRules, text, self._user_agent) if text is not None else None
        )

    async def allows(self, origin: str, url: str) -> bool:
        """Say whether the rules read for an origin allow a URL; raises TimeoutError, as `read_rules`."""
        rules = self._rules.get(origin)
        return rules is None or await self._beside(rules.allows, url)

    def wants_robots(self, origin: str, now: datetime) -> bool:
        """Say whether the robots.txt of an origin has to be requested, again or for the first time."""
        expires_at = self.host(origin).expires_at
        # It is never valid for longer: a wrong clock set what is later.
        return expires_at is None or not now < expires_at <= now + VALID_FOR

    async def note_robots(self, origin: str, answer: Answer, now: datetime) -> None:
        """Learn from the answer to a request for robots.txt; raises TimeoutError, as `read_rules`."""
        self._learn(await self._beside(host_after, self.host(origin), answer, self._user_agent, now))

    def note_wait(self, origin: str, wait_s: float, now: datetime) -> None:
        """Learn that an origin asked for no requests for a while."""
        self._learn(replace(self.host(origin), retry_at=now + timedelta(seconds=wait_s)))

    def _learn(self, host: Host) -> None:
        self._hosts[host.origin] = host
        self._learned.add(host.origin)

    async def _beside(self, work: Callable[P, T], *args: P.args, **_: P.kwargs) -> T:
        """Run work in the book's thread."""
        running = asyncio.get_running_loop().run_in_executor(self._thread, work, *args)
        return await asyncio.wait_for(running, MAX_ROBOTS_READING_S)
