"""The one HTTP client: many hosts at once, one polite connection to each, every answer a value."""

import asyncio
import time
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp
from w3lib.url import safe_url_string
from yarl import URL

from model import Outcome, TransientError

Headers = tuple[tuple[str, str], ...]

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_TRANSIENT_STATUS = frozenset((408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524))
_WORTH_ANOTHER_TRY = frozenset(("timeout", "connection_lost", "connection_refused", "broken_response"))
_CHUNK_BYTES = 65_536
_MAX_GZIP_MEMBERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost, and how gently hosts are asked."""

    user_agent: str
    proxy: str | None = None
    host_delay_s: float = 1.0
    hosts_at_once: int = 100
    max_body_bytes: int = 10_000_000
    max_redirects: int = 5
    first_byte_s: float = 20.0
    total_s: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one request: `body` is unpacked, `raw` as received, `error` a short cause or None."""

    url: str
    final_url: str
    requested_at: datetime
    elapsed_ms: int
    outcome: Outcome
    status: int | None = None
    reason: str = ""
    headers: Headers = ()
    raw: bytes = b""
    body: bytes = b""
    error: str | None = None

    def header(self, name: str) -> str | None:
        """Return the first header of this name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class TooLargeError(Exception):
    """The body passed its limit."""


@dataclass(slots=True)
class _HostGate:
    """Lets one request at a time through to a host, `delay_s` after the one before."""

    delay_s: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        async with self.lock:
            await asyncio.sleep(max(0.0, self.free_at - time.monotonic()))
            try:
                yield
            finally:
                self.free_at = time.monotonic() + self.delay_s


class Client:
    """Fetches URLs; use it as an async context manager, inside one event loop."""

    def __init__(self, limits: Limits, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Remember the limits; nothing is opened before the context is entered."""
        self._limits = limits
        self._clock = clock
        self._gates: dict[str, _HostGate] = defaultdict(lambda: _HostGate(limits.host_delay_s))
        self._places = asyncio.Semaphore(limits.hosts_at_once)

    async def __aenter__(self) -> Self:
        """Open the connection pool."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._limits.hosts_at_once, limit_per_host=0),
            timeout=aiohttp.ClientTimeout(total=self._limits.total_s, sock_read=self._limits.first_byte_s),
            headers={"User-Agent": self._limits.user_agent, "Accept-Encoding": "gzip, deflate"},
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self._session.close()

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for a URL and follow its redirects; failures are told by the answer's outcome.

        Raises TransientError where the proxy itself cannot be reached: that is nobody's fault but
        ours, and must not be held against the host.
        """
        requested_at, started = self._clock(), time.monotonic()
        answer = _unasked(url, url, requested_at)
        target = url
        for _ in range(self._limits.max_redirects + 1):
            answer = await self._ask_twice(url, target, requested_at, started, headers or {})
            location = answer.header("Location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            try:
                target = urljoin(target, location)
            except ValueError:
                return _with(answer, outcome=Outcome.PERMANENT_FAILURE, error="invalid_url")
        return _with(answer, outcome=Outcome.PERMANENT_FAILURE, error="too_many_redirects")

    async def _ask_twice(
        self, url: str, target: str, requested_at: datetime, started: float, headers: Mapping[str, str]
    ) -> Answer:
        """Ask once more where no answer came at all: a lost connection says nothing about the page."""
        answer = await self._ask(url, target, requested_at, started, headers)
        if answer.status is None and answer.error in _WORTH_ANOTHER_TRY:
            answer = await self._ask(url, target, requested_at, started, headers)
        return answer

    async def _ask(
        self, url: str, target: str, requested_at: datetime, started: float, headers: Mapping[str, str]
    ) -> Answer:
        answer = _unasked(url, target, requested_at)
        host = _host(target)
        if host is None:
            return answer
        async with self._gates[host].turn(), self._places:
            try:
                answer = await self._exchange(answer, headers)
            except aiohttp.ClientProxyConnectionError as error:
                raise TransientError(proxy_unreachable(self._limits.proxy, error)) from error
            except TimeoutError:
                answer = _with(answer, outcome=Outcome.TRANSIENT_FAILURE, error="timeout")
            except (aiohttp.InvalidURL, ValueError):
                answer = _with(answer, outcome=Outcome.PERMANENT_FAILURE, error="invalid_url")
            except (aiohttp.ClientError, OSError) as error:
                answer = _with(answer, outcome=Outcome.TRANSIENT_FAILURE, error=_connection_error(error))
        return _with(answer, elapsed_ms=round((time.monotonic() - started) * 1000))

    async def _exchange(self, answer: Answer, headers: Mapping[str, str]) -> Answer:
        limit = self._limits.max_body_bytes
        async with self._session.get(
            _as_sent(answer.final_url), headers=headers, allow_redirects=False, proxy=self._limits.proxy
        ) as response:
            answer = _with(
                answer,
                status=response.status,
                reason=response.reason or "",
                headers=tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.raw_headers),
            )
            if response.status in _REDIRECTS:
                return _with(answer, outcome=Outcome.PERMANENT_FAILURE, error=f"http_{response.status}")
            try:
                raw = await _read(response, limit)
                body = unpack(raw, response.headers.get("Content-Encoding", ""), limit)
            except TooLargeError:
                return _with(answer, outcome=Outcome.PERMANENT_FAILURE, error="too_large")
            except zlib.error:
                return _with(answer, outcome=Outcome.TRANSIENT_FAILURE, error="damaged_encoding")
        outcome, error = _judge(response.status)
        return _with(answer, raw=raw, body=body, outcome=outcome, error=error)


def _unasked(url: str, target: str, requested_at: datetime) -> Answer:
    """Return the answer of a URL that is never asked for: it is neither http nor https."""
    return Answer(
        url=url,
        final_url=target,
        requested_at=requested_at,
        elapsed_ms=0,
        outcome=Outcome.REFUSED,
        error="not_http",
    )


def _with(answer: Answer, **changes: object) -> Answer:
    values = {name: getattr(answer, name) for name in Answer.__dataclass_fields__}
    return Answer(**{**values, **changes})


def _as_sent(url: str) -> URL:
    """Return the URL with only what must be encoded encoded: a server may know no other spelling."""
    return URL(safe_url_string(url).split("#", 1)[0], encoded=True)


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return host if parts.scheme in {"http", "https"} else None


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        body += chunk
        if len(body) > limit:
            raise TooLargeError
    return bytes(body)


def unpack(raw: bytes, encoding: str, limit: int) -> bytes:
    """Return the body behind its Content-Encoding.

    Raises TooLargeError where it would pass `limit` bytes, and zlib.error where it is damaged; a body cut
    short gives what came of it, and bytes of an unknown encoding are returned as they are.
    """
    encoding = encoding.strip().lower()
    if encoding not in {"gzip", "x-gzip", "deflate"} or not raw:
        return raw
    # A deflate body may come with or without its zlib header; browsers take both.
    window = 47 if encoding != "deflate" or raw[:1] == b"\x78" else -15
    inflater = zlib.decompressobj(window)
    body = inflater.decompress(raw, limit + 1)
    # A gzip body may be several members one after another (each costs a copy of the rest: not any number).
    for _ in range(_MAX_GZIP_MEMBERS):
        if not inflater.eof or inflater.unused_data[:2] != b"\x1f\x8b" or len(body) > limit:
            break
        rest, inflater = inflater.unused_data, zlib.decompressobj(window)
        body += inflater.decompress(rest, limit + 1 - len(body))
    if len(body) > limit:
        raise TooLargeError
    return body


def _judge(status: int) -> tuple[Outcome, str | None]:
    if status == 304:  # noqa: PLR2004
        return Outcome.NOT_MODIFIED, None
    if 200 <= status < 300:  # noqa: PLR2004
        return Outcome.FETCHED, None
    kind = Outcome.TRANSIENT_FAILURE if status in _TRANSIENT_STATUS else Outcome.PERMANENT_FAILURE
    return kind, f"http_{status}"


def _connection_error(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "host_not_found"
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return "bad_certificate"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "connection_refused"
    return "broken_response" if isinstance(error, aiohttp.ClientPayloadError) else "connection_lost"


def proxy_unreachable(proxy: str | None, error: Exception) -> str:
    """Return the line that says the proxy is not there, and what to do."""
    return (
        f"The proxy {proxy} of PARALLAX_PROXY does not answer ({error.__cause__ or error}): "
        "start it, or unset PARALLAX_PROXY."
    )


async def check_proxy(proxy: str) -> None:
    """Raise TransientError unless something listens where the proxy should be."""
    parts = urlsplit(proxy)
    try:
        _, writer = await asyncio.wait_for(
            asyncio.open_connection(parts.hostname, parts.port or 80), timeout=10
        )
    except (OSError, TimeoutError) as error:
        raise TransientError(proxy_unreachable(proxy, error)) from error
    writer.close()
    await writer.wait_closed()
