"""One request and its response, within every limit; the result is always an Answer."""

import asyncio
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Self

import aiohttp

from extractors.http.addresses import AddressGuard, PrivateAddressError, connecting_to
from extractors.http.answer import Answer, judge
from extractors.http.bodies import ReadLimits, ReceivedBody, TooSlowError, read_body
from extractors.http.budgets import BudgetRules
from extractors.http.chain import REDIRECTS
from extractors.http.heads import ForgivingHandler
from extractors.http.turns import TurnRules
from extractors.http.unpack import (
    DamagedEncodingError,
    TooLargeError,
    UnknownEncodingError,
    encoding_of,
    unpack,
)
from extractors.http.urls import RequestUrl, as_sent, request_url
from model import FetchCause, Outcome, RetryAfterScope, TransientError
from model.credentials import masked
from model.limits import MAX_REDIRECTS

# aiohttp distinguishes malformed responses only by the text of the exception.
_TOO_MUCH_HEAD = re.compile(r"\s*(Too many headers|Got more than \d+ bytes)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost, and how slowly requests are sent. `_s` are seconds.

    `private_hosts` are the names, addresses and networks that may be contacted although they are not public.
    """

    user_agent: str
    proxy: str | None = field(default=None, repr=False)  # it may have a password
    connection_count: int = 100
    turns: TurnRules = field(default_factory=TurnRules)
    budgets: BudgetRules = field(default_factory=BudgetRules)
    retry_after_scope: RetryAfterScope = RetryAfterScope.HOST
    private_hosts: frozenset[str] = frozenset()
    max_body_bytes: int = 10_000_000
    max_header_bytes: int = 32_768
    max_redirects: int = MAX_REDIRECTS
    connect_s: float = 15.0
    first_byte_s: float = 20.0
    total_s: float = 60.0
    min_bytes_per_s: float = 500.0
    slow_after_s: float = 10.0


class Exchange:
    """Sends requests; an async context manager that lives inside one event loop."""

    def __init__(self, limits: Limits, guard: AddressGuard) -> None:
        """Remember the limits; nothing is opened before the context is entered."""
        self._limits = limits
        self._guard = guard

    async def __aenter__(self) -> Self:
        """Open the connection pool."""
        limits = self._limits
        connector = aiohttp.TCPConnector(
            limit=limits.connection_count,
            limit_per_host=0,
            # With a proxy the only connections are to the proxy, which the settings name.
            socket_factory=None if limits.proxy else self._guard.open_socket,
        )
        loop = asyncio.get_running_loop()
        reading: Any = partial(ForgivingHandler, loop=loop)
        connector._factory = reading  # noqa: SLF001 - aiohttp has no setting for it
        # With the loop's own few threads, some names that do not resolve would hold up all others.
        resolving = ThreadPoolExecutor(limits.connection_count, "resolve")
        loop.set_default_executor(resolving)
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(
                total=limits.total_s, sock_connect=limits.connect_s, sock_read=limits.first_byte_s
            ),
            headers={"User-Agent": limits.user_agent, "Accept-Encoding": "gzip, deflate"},
            # Each chain of redirects has its own cookies.
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=limits.max_header_bytes,
            max_field_size=limits.max_header_bytes,
        )
        # A second request would go out at once, without the delay that we owe the host.
        self._session._retry_connection = False  # noqa: SLF001 - aiohttp has no setting for it
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self._session.close()

    async def send(
        self,
        answer: Answer,
        target: RequestUrl,
        headers: Mapping[str, str],
        *,
        head_bytes: int | None = None,
        is_last: bool,
    ) -> Answer:
        """Request a URL; return the answer completed with the result.

        A body of more than `head_bytes`, where given, is cut there. `is_last` closes the connection
        afterwards. Raises TransientError where the proxy cannot be reached, which must not count as a failure
        of the host.
        """
        connecting_to.set(target.host)
        try:
            answer, body = await self._received(answer, target, headers, head_bytes, is_last=is_last)
        except aiohttp.ClientProxyConnectionError as error:
            raise TransientError(proxy_unreachable(self._limits.proxy, error)) from error
        except (aiohttp.ClientError, OSError, TooSlowError, ValueError) as error:
            outcome, cause = _failure(error)
            return replace(answer, outcome=outcome, error=cause)
        return self._unpacked(answer, body, head_bytes) if body else answer

    async def _received(
        self,
        answer: Answer,
        target: RequestUrl,
        headers: Mapping[str, str],
        head_bytes: int | None,
        *,
        is_last: bool,
    ) -> tuple[Answer, ReceivedBody | None]:
        async with self._session.get(
            as_sent(target), headers=headers, allow_redirects=False, proxy=self._limits.proxy
        ) as response:
            outcome, error = judge(response.status)
            answer = replace(
                answer,
                outcome=outcome,
                error=error,
                status=response.status,
                reason=response.reason or "",
                headers=tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.raw_headers),
            )
            if response.status in REDIRECTS:
                response.close()
                return answer, None
            try:
                body = await read_body(response, self._read_limits(head_bytes))
            except TooLargeError:
                response.close()
                return _too_large(answer), None
            if is_last or not response.content.at_eof():
                response.close()
            return answer, body

    def _read_limits(self, head_bytes: int | None) -> ReadLimits:
        return ReadLimits(
            max_bytes=head_bytes or self._limits.max_body_bytes,
            min_bytes_per_s=self._limits.min_bytes_per_s,
            slow_after_s=self._limits.slow_after_s,
            is_head_enough=head_bytes is not None,
        )

    def _unpacked(self, answer: Answer, body: ReceivedBody, head_bytes: int | None) -> Answer:
        """Read a whole body into memory; nothing is awaited from here until the caller has archived it."""
        raw, limit = body.take(), head_bytes or self._limits.max_body_bytes
        try:
            unpacked = unpack(raw, encoding_of(answer.headers), limit, is_head_enough=head_bytes is not None)
        except TooLargeError:
            return _too_large(answer)
        except DamagedEncodingError:
            return _undecoded(answer, raw, FetchCause.DAMAGED_ENCODING)
        except UnknownEncodingError:
            return _undecoded(answer, raw, FetchCause.UNKNOWN_ENCODING)
        return replace(answer, raw=raw, body=unpacked.body)


def _undecoded(answer: Answer, raw: bytes, cause: FetchCause) -> Answer:
    return replace(answer, raw=raw, outcome=Outcome.TRANSIENT_FAILURE, error=cause)


def _too_large(answer: Answer) -> Answer:
    return replace(answer, outcome=Outcome.PERMANENT_FAILURE, error=FetchCause.TOO_LARGE, is_truncated=True)


def _failure(error: Exception) -> tuple[Outcome, FetchCause]:
    """Return the outcome and cause of a request without a usable response."""
    if isinstance(error, aiohttp.InvalidURL) or not isinstance(
        error, aiohttp.ClientError | OSError | TooSlowError
    ):
        return Outcome.PERMANENT_FAILURE, FetchCause.INVALID_URL
    if isinstance(getattr(error, "os_error", error), PrivateAddressError):
        return Outcome.REFUSED, FetchCause.PRIVATE_ADDRESS
    if isinstance(error, aiohttp.ClientResponseError) and _TOO_MUCH_HEAD.match(error.message):
        return Outcome.PERMANENT_FAILURE, FetchCause.HEADERS_TOO_LARGE
    return Outcome.TRANSIENT_FAILURE, _connection_error(error)


def _connection_error(error: Exception) -> FetchCause:
    for kind, cause in _CAUSES:
        if isinstance(error, kind):
            return cause
    return FetchCause.CONNECTION_LOST


_CAUSES: tuple[tuple[type[Exception], FetchCause], ...] = (
    (TooSlowError, FetchCause.TOO_SLOW),
    (TimeoutError, FetchCause.TIMEOUT),
    (aiohttp.ClientConnectorDNSError, FetchCause.HOST_NOT_FOUND),
    (aiohttp.ClientConnectorCertificateError, FetchCause.BAD_CERTIFICATE),
    (aiohttp.ClientSSLError, FetchCause.BAD_CERTIFICATE),
    (aiohttp.ClientConnectorError, FetchCause.CONNECTION_REFUSED),
    (aiohttp.ClientPayloadError, FetchCause.BROKEN_RESPONSE),
    (aiohttp.ClientResponseError, FetchCause.BROKEN_RESPONSE),
)


def proxy_unreachable(proxy: str | None, error: Exception) -> str:
    """Return the error text for a proxy that does not answer."""
    return (
        f"The proxy {masked(proxy or '')} of PARALLAX_PROXY does not answer "
        f"({error.__cause__ or error}): start it, or unset PARALLAX_PROXY."
    )


async def check_proxy(proxy: str) -> None:
    """Raise TransientError unless something listens at the address of the proxy."""
    address = request_url(proxy)
    if not isinstance(address, RequestUrl):  # the settings refuse it before
        raise TransientError(proxy_unreachable(proxy, ValueError(address)))
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(address.host, address.port), timeout=10)
    except (OSError, TimeoutError) as error:
        raise TransientError(proxy_unreachable(proxy, error)) from error
    writer.close()
    await writer.wait_closed()
