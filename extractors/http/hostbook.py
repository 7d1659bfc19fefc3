"""What is known about the hosts of a run: their robots.txt, and until when they asked for no requests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from extractors.http.answer import Answer
from extractors.http.freshness import MAX_WAIT_S
from extractors.http.robots import VALID_FOR, RobotsRules, host_after
from model import Host


class HostBook:
    """What each origin (`https://example.org`) allows: looked up, and updated from answers."""

    def __init__(self, known: Mapping[str, Host], user_agent: str) -> None:
        """Begin with what earlier runs learned, by origin."""
        self._hosts = dict(known)
        self._learned: set[str] = set()
        self._rules: dict[str, RobotsRules | None] = {}
        self._user_agent = user_agent

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

    def rules(self, origin: str) -> RobotsRules | None:
        """Return the rules of an origin's robots.txt, None where it has none."""
        if origin not in self._rules:
            text = self.host(origin).robots_text
            self._rules[origin] = RobotsRules(text, self._user_agent) if text is not None else None
        return self._rules[origin]

    def wants_robots(self, origin: str, now: datetime) -> bool:
        """Say whether the robots.txt of an origin has to be requested, again or for the first time."""
        expires_at = self.host(origin).expires_at
        # It is never valid for longer: a wrong clock set what is later.
        return expires_at is None or not now < expires_at <= now + VALID_FOR

    def note_robots(self, origin: str, answer: Answer, now: datetime) -> None:
        """Learn from the answer to a request for robots.txt."""
        self._learn(host_after(self.host(origin), answer, self._user_agent, now))
        self._rules.pop(origin, None)

    def note_wait(self, origin: str, wait_s: float, now: datetime) -> None:
        """Learn that an origin asked for no requests for a while."""
        self._learn(replace(self.host(origin), retry_at=now + timedelta(seconds=wait_s)))

    def _learn(self, host: Host) -> None:
        self._hosts[host.origin] = host
        self._learned.add(host.origin)


def origin_of(url: str) -> str | None:
    """Return scheme, host and port of an http or https URL, None for any other."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}" if port is None else f"{parts.scheme}://{name}:{port}"
