"""The result of one request."""

from dataclasses import dataclass
from datetime import datetime

from model import FetchCause, Outcome

Headers = tuple[tuple[str, str], ...]

_NOT_MODIFIED = 304
_TRANSIENT_STATUS = frozenset((408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The result of one request: `body` is unpacked, `raw` as received.

    `error` is a FetchCause or `http_<status>`, None where the request succeeded. `redirect_url` is where the
    redirects led, set only where all of them were permanent. `refresh_url` is where the page itself sends its
    readers on, set only where it holds no article. `is_truncated` says that the body passed a
    limit, `is_repeat` that this client has already fetched the same page for another URL; both leave the body
    empty.
    """

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
    redirect_url: str | None = None
    refresh_url: str | None = None
    is_truncated: bool = False
    is_repeat: bool = False

    def header(self, name: str) -> str | None:
        """Return the value of the first header of this name, in any case; None where there is none."""
        return header_of(self.headers, name)


def header_of(headers: Headers, name: str) -> str | None:
    """Return the value of the first of some headers with this name, in any case; None where there is none."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


def never_sent(url: str, target: str, requested_at: datetime, outcome: Outcome, error: FetchCause) -> Answer:
    """Return the answer to a request that was never sent."""
    return Answer(
        url=url, final_url=target, requested_at=requested_at, elapsed_ms=0, outcome=outcome, error=error
    )


def judge(status: int) -> tuple[Outcome, str | None]:
    """Return the outcome and the error of a request that got this status."""
    if status == _NOT_MODIFIED:
        return Outcome.NOT_MODIFIED, None
    if 200 <= status < 300:  # noqa: PLR2004 - every kind of success
        return Outcome.FETCHED, None
    kind = Outcome.TRANSIENT_FAILURE if status in _TRANSIENT_STATUS else Outcome.PERMANENT_FAILURE
    return kind, f"http_{status}"
