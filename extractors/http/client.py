"""The one HTTP client: many hosts at once, each asked politely; every result is an Answer."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from extractors.http.addresses import AddressGuard
from extractors.http.answer import Answer, never_sent
from extractors.http.budgets import Budgets
from extractors.http.chain import Chain, ChainRules
from extractors.http.exchange import Exchange, Limits
from extractors.http.freshness import as_validator, retry_after_s
from extractors.http.hostbook import HostBook
from extractors.http.robots import is_closed
from extractors.http.turns import Closures, Turns
from extractors.http.urls import Credentials, RequestUrl, asked_host, request_url
from model import FetchCause, Host, Outcome, RetryAfterScope
from model.credentials import without_credentials
from model.limits import MAX_REFRESH_READING_S, MAX_ROBOTS_BYTES

_ASKING_TO_WAIT = frozenset((429, 503))
_NO_CONNECTION = frozenset(
    (FetchCause.TIMEOUT, FetchCause.CONNECTION_LOST, FetchCause.CONNECTION_REFUSED, FetchCause.HOST_NOT_FOUND)
)
_WORTH_ANOTHER_TRY = frozenset((FetchCause.CONNECTION_LOST, FetchCause.CONNECTION_REFUSED))

Problem = tuple[Outcome, str]
_ROBOTS_UNREACHABLE: Problem = (Outcome.TRANSIENT_FAILURE, FetchCause.ROBOTS_UNREACHABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """How to request a URL and its redirects; a body of more than `head_bytes` is cut there.

    `outlet` is the id of the outlet that the request is made for, `cookies` the Cookie header of one hop.
    """

    headers: Mapping[str, str]
    outlet: str = ""
    is_robots_obeyed: bool = True
    head_bytes: int | None = None
    cookies: str = ""


class Client:
    """Fetches URLs; use it as an async context manager, inside one event loop.

    It obeys robots.txt, keeps the delays of `limits`, connects to no private address and requests no page
    twice. It begins with what `hosts` (by origin) says that hosts allow, and learns more.
    """

    def __init__(
        self,
        limits: Limits,
        hosts: Mapping[str, Host] | None = None,
        *,
        credentials: Credentials | None = None,
        domain_of: Callable[[str], str] = str,
        chains: ChainRules | None = None,
        on_robots: Callable[[Answer], object] = lambda _: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare the client; nothing is sent before the context is entered.

        `credentials` are sent where they belong. `domain_of` returns the registered domain of a host;
        `on_robots` is called with the answer to each request for a robots.txt.
        """
        self._on_robots = on_robots
        self._limits, self._clock = limits, clock
        self._domain_of, self._chains = domain_of, chains or ChainRules()
        self._looking = ThreadPoolExecutor(1, "refresh")
        self._credentials = credentials or Credentials()
        self._guard = AddressGuard(limits.private_hosts)
        self._exchange = Exchange(limits, self._guard)
        self._book = HostBook(hosts or {}, limits.user_agent)
        self._turns, self._closures = Turns(limits.turns), Closures()
        self._budgets = Budgets(limits.budgets)
        self._permits = asyncio.Semaphore(limits.connection_count)
        self._robots: dict[str, asyncio.Task[Problem | None]] = {}
        self._pages: dict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._fetched: dict[tuple[str, str], Answer] = {}
        for origin, wait_s in self._book.waiting(clock()):
            self._closures.close(self._waiting_key(origin), wait_s)

    async def __aenter__(self) -> Self:
        """Open the connection pool."""
        await self._exchange.__aenter__()
        self._budgets.begin()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close every connection."""
        for asking in self._robots.values():
            asking.cancel()
        self._book.close()
        self._looking.shutdown(wait=False, cancel_futures=True)
        await self._exchange.__aexit__(*error)

    def hosts_learned(self) -> list[Host]:
        """Return the hosts about which something was learned since the client was made."""
        return self._book.learned()

    def host(self, origin: str) -> Host:
        """Return what is known about an origin by now."""
        return self._book.host(origin)

    def too_slow(self) -> list[str]:
        """Return the domains, and the ids of the outlets, that took too long to request more."""
        return self._budgets.too_slow()

    async def fetch(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        outlet: str = "",
        obeys_robots: bool = True,
    ) -> Answer:
        """Request a URL and follow its redirects; a failure shows in the outcome of the answer.

        `outlet` is the id of the outlet that it is requested for. The error PUT_OFF says that the time for
        all requests, or for those of the outlet or the domain, is spent. Raises TransientError where the
        proxy itself cannot be reached.
        """
        request = _Request(headers=headers or {}, outlet=outlet, is_robots_obeyed=obeys_robots)
        return await self._follow(url, request)

    async def _follow(self, url: str, request: _Request) -> Answer:
        requested_at, started = self._clock(), time.monotonic()
        first = request_url(url)
        if not isinstance(first, RequestUrl):
            return never_sent(url, url, requested_at, Outcome.REFUSED, FetchCause.NOT_HTTP)
        chain = Chain(first, self._chains)
        for _ in range(self._limits.max_redirects + 1):
            blank = never_sent(
                url, chain.target.text, requested_at, Outcome.REFUSED, FetchCause.PRIVATE_ADDRESS
            )
            answer = await self._hop(blank, chain.target, request, chain.cookie_header())
            answer = replace(answer, elapsed_ms=round((time.monotonic() - started) * 1000))
            hop = chain.hop(answer)
            if hop is None:
                return replace(answer, redirect_url=chain.moved_to())
            if not isinstance(hop.target, RequestUrl):
                return _led_nowhere(answer, hop.written, hop.target)
            target = self._credentials.shown(hop.target)
            if not chain.may_go_to(target):
                return _led_too_far(answer, FetchCause.REDIRECT_LOOP)
            chain.target = target
        return _led_too_far(answer, FetchCause.TOO_MANY_REDIRECTS)

    async def _hop(self, answer: Answer, target: RequestUrl, request: _Request, cookies: str) -> Answer:
        """Request one URL of a chain of redirects, if it may be requested at all."""
        if self._guard.bars_name(target.host):
            return answer
        if request.is_robots_obeyed and (problem := await self._barred(target, request.outlet)):
            return replace(answer, outcome=problem[0], error=problem[1])
        if cookies:
            request = replace(request, cookies=cookies)
        if request.headers or request.head_bytes:
            return await self._ask_and_look(answer, target, request)
        return await self._ask_once_a_run(answer, target, request)

    async def _ask_once_a_run(self, answer: Answer, target: RequestUrl, request: _Request) -> Answer:
        """Request a page unless a redirect or another link led to it before, with the same cookies."""
        key = (target.text, request.cookies)
        async with self._pages[key]:
            before = self._fetched.get(key)
            if before is not None:
                return replace(before, url=answer.url, requested_at=answer.requested_at, is_repeat=True)
            answer = await self._ask_and_look(answer, target, request)
            if answer.error != FetchCause.PUT_OFF:
                self._fetched[key] = replace(answer, raw=b"", body=b"")
        return answer

    async def _ask_and_look(self, answer: Answer, target: RequestUrl, request: _Request) -> Answer:
        """Request a URL, and look where its page sends its readers on."""
        answer = await self._ask_twice(answer, target, request)
        if request.head_bytes or answer.outcome is not Outcome.FETCHED:
            return answer
        looking = asyncio.get_running_loop().run_in_executor(self._looking, self._chains.refresh_of, answer)
        with suppress(TimeoutError):
            answer = replace(answer, refresh_url=await asyncio.wait_for(looking, MAX_REFRESH_READING_S))
        return answer

    async def _ask_twice(self, answer: Answer, target: RequestUrl, request: _Request) -> Answer:
        """Request once more after a failed connection, which says nothing about the page."""
        first = await self._ask(answer, target, request)
        return await self._ask(answer, target, request) if first.error in _WORTH_ANOTHER_TRY else first

    async def _ask(self, answer: Answer, target: RequestUrl, request: _Request) -> Answer:
        try:
            async with self._budgets.until_the_end(), self._budgets.connection(request.outlet):
                return await self._ask_in_turn(answer, target, request)
        except TimeoutError:
            return _put_off(answer)

    async def _ask_in_turn(self, answer: Answer, target: RequestUrl, request: _Request) -> Answer:
        domain = self._domain_of(target.host)
        crawl_delay_s = self._book.host(target.origin).crawl_delay_s
        async with self._turns.turn(target.host, domain, crawl_delay_s) as turn, self._permits:
            if self._budgets.is_spent(request.outlet, domain):
                return _put_off(answer)
            if reason := self._closures.why(target.text, target.host, domain):
                return replace(answer, outcome=Outcome.TRANSIENT_FAILURE, error=reason)
            turn.is_used, started_s = True, time.monotonic()
            cookies = {"Cookie": request.cookies} if request.cookies else {}
            headers = {**request.headers, **cookies, **self._credentials.headers(target)}
            answer = await self._exchange.send(
                answer,
                self._credentials.sent(target),
                headers,
                head_bytes=request.head_bytes,
                is_last=turn.is_last,
            )
        self._budgets.charge(request.outlet, domain, started_s)
        self._closures.note(target.host, has_answered=answer.error not in _NO_CONNECTION)
        self._heed_retry_after(answer, target)
        return answer

    def _heed_retry_after(self, answer: Answer, target: RequestUrl) -> None:
        if answer.status not in _ASKING_TO_WAIT:
            return
        now = self._clock()
        wait_s = retry_after_s(answer.header("Retry-After"), now)
        if not wait_s:
            return
        if self._limits.retry_after_scope is RetryAfterScope.FEED:
            self._closures.close(target.text, wait_s)
        else:
            self._closures.close(self._waiting_key(target.origin), wait_s)
            self._book.note_wait(target.origin, wait_s, now)

    def _waiting_key(self, origin: str) -> str:
        host = asked_host(origin)
        return self._domain_of(host) if self._limits.retry_after_scope is RetryAfterScope.DOMAIN else host

    async def _barred(self, target: RequestUrl, outlet: str) -> Problem | None:
        """Return why robots.txt forbids a URL, None where it allows it."""
        origin = target.origin
        if problem := await self._robots_problem(origin, outlet):
            return problem
        try:
            is_allowed = await self._book.allows(origin, target.text)
        except TimeoutError:
            return _ROBOTS_UNREACHABLE
        return None if is_allowed else (Outcome.DISALLOWED, FetchCause.ROBOTS_DENIED)

    async def _robots_problem(self, origin: str, outlet: str) -> Problem | None:
        """Return what prevents getting an origin's robots.txt; it is requested once for all who ask."""
        domain = self._domain_of(asked_host(origin))
        while True:
            if origin not in self._robots:
                self._robots[origin] = asyncio.create_task(self._read_robots(origin, outlet))
            asking = self._robots[origin]
            problem = await asyncio.shield(asking)
            if not problem or problem[1] != FetchCause.PUT_OFF:
                return problem
            # Nobody answers for the budget of the outlet that happened to ask first.
            if self._robots.get(origin) is asking:
                del self._robots[origin]
            if self._budgets.is_spent(outlet, domain):
                return problem

    async def _read_robots(self, origin: str, outlet: str) -> Problem | None:
        """Get an origin's robots.txt; return what prevents that, None where it succeeds."""
        now = self._clock()
        try:
            if self._book.wants_robots(origin, now):
                answer = await self._ask_for_robots(origin, outlet)
                if answer.status is None:
                    return answer.outcome, answer.error or FetchCause.ROBOTS_UNREACHABLE
                await self._book.note_robots(origin, answer, now)
            await self._book.read_rules(origin)
        except TimeoutError:
            return _ROBOTS_UNREACHABLE
        return _ROBOTS_UNREACHABLE if is_closed(self._book.host(origin), now) else None

    async def _ask_for_robots(self, origin: str, outlet: str) -> Answer:
        host = self._book.host(origin)
        request = _Request(
            headers=conditions(host.etag, host.last_modified),
            outlet=outlet,
            is_robots_obeyed=False,
            head_bytes=MAX_ROBOTS_BYTES,
        )
        answer = await self._follow(f"{origin}/robots.txt", request)
        if answer.error != FetchCause.PUT_OFF:
            self._on_robots(answer)
        return answer


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers that let a server answer that nothing changed (RFC 9110, section 13)."""
    headers = {"If-None-Match": as_validator(etag), "If-Modified-Since": as_validator(last_modified)}
    return {name: value for name, value in headers.items() if value}


def validators(answer: Answer) -> tuple[str | None, str | None]:
    """Return the ETag and Last-Modified of an answer as received, None where one could not be sent back."""
    etag, last_modified = (answer.header(name) for name in ("ETag", "Last-Modified"))
    return etag if as_validator(etag) else None, last_modified if as_validator(last_modified) else None


def _put_off(answer: Answer) -> Answer:
    return replace(answer, outcome=Outcome.TRANSIENT_FAILURE, error=FetchCause.PUT_OFF)


def _led_too_far(answer: Answer, cause: FetchCause) -> Answer:
    """Return the end of a chain without end, which is no proof that its page is gone."""
    return replace(answer, outcome=Outcome.TRANSIENT_FAILURE, error=cause)


def _led_nowhere(answer: Answer, location: str, cause: FetchCause) -> Answer:
    """Return the end of a chain of redirects that leads to no web page."""
    if cause is FetchCause.INVALID_URL:
        return replace(answer, outcome=Outcome.PERMANENT_FAILURE, error=cause)
    blank = never_sent(answer.url, without_credentials(location), answer.requested_at, Outcome.REFUSED, cause)
    return replace(blank, elapsed_ms=answer.elapsed_ms)
