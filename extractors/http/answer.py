"""What came of one request."""

from dataclasses import dataclass
from datetime import datetime

from model import FetchCause, Outcome

Headers = tuple[tuple[str, str], ...]

_NOT_MODIFIED = 304
_TRANSIENT_STATUS = frozenset((408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one request: `body` is unpacked, `raw` as received, `error` a short cause or None.

    `redirect_url` is where the request was led, set only where every redirect on the way was permanent.
    `is_truncated` tells of a body that passed a limit, `is_repeat` of one that this client had fetched for
    another URL already: both come without it.
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
    is_truncated: bool = False
    is_repeat: bool = False

    def header(self, name: str) -> str | None:
        """Return the first header of this name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def unasked(url: str, target: str, requested_at: datetime, outcome: Outcome, error: FetchCause) -> Answer:
    """Return the answer to a request that was never sent."""
    return Answer(
        url=url, final_url=target, requested_at=requested_at, elapsed_ms=0, outcome=outcome, error=error
    )


def judge(status: int) -> tuple[Outcome, str | None]:
    """Return what a status means for the request, and its error."""
    if status == _NOT_MODIFIED:
        return Outcome.NOT_MODIFIED, None
    if 200 <= status < 300:  # noqa: PLR2004 - every kind of success
        return Outcome.FETCHED, None
    kind = Outcome.TRANSIENT_FAILURE if status in _TRANSIENT_STATUS else Outcome.PERMANENT_FAILURE
    return kind, f"http_{status}"
