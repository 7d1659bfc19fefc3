"""One request and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TargetKind(StrEnum):
    """What was requested."""

    FEED = "feed"
    PAGE = "page"
    ROBOTS = "robots"


class Outcome(StrEnum):
    """How a request ended. Only after a `transient_failure` is another request soon worth it."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not_modified"
    TRANSIENT_FAILURE = "transient_failure"
    PERMANENT_FAILURE = "permanent_failure"
    DISALLOWED = "disallowed"
    REFUSED = "refused"


class FetchCause(StrEnum):
    """Why a request brought no body; a status that says so is `http_<status>` instead."""

    # Never sent: the URL itself is the problem, or a rule forbids it.
    NOT_HTTP = "not_http"
    INVALID_URL = "invalid_url"
    PRIVATE_ADDRESS = "private_address"
    ROBOTS_DENIED = "robots_denied"
    # Never sent: the host cannot or will not answer for now.
    ROBOTS_UNREACHABLE = "robots_unreachable"
    RETRY_AFTER = "retry_after"
    HOST_DOWN = "host_down"
    # Never sent, or given up before an answer: what the run may spend is spent.
    PUT_OFF = "put_off"
    # No connection, or one that broke.
    HOST_NOT_FOUND = "host_not_found"
    CONNECTION_REFUSED = "connection_refused"
    CONNECTION_LOST = "connection_lost"
    BAD_CERTIFICATE = "bad_certificate"
    TIMEOUT = "timeout"
    # An answer that is of no use.
    BROKEN_RESPONSE = "broken_response"
    HEADERS_TOO_LARGE = "headers_too_large"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    DAMAGED_ENCODING = "damaged_encoding"
    UNKNOWN_ENCODING = "unknown_encoding"
    REDIRECT_LOOP = "redirect_loop"
    TOO_MANY_REDIRECTS = "too_many_redirects"


# They say nothing about the feed or page, since no request was sent: such a failure is never final.
NEVER_SENT = frozenset(
    (FetchCause.RETRY_AFTER, FetchCause.HOST_DOWN, FetchCause.ROBOTS_UNREACHABLE, FetchCause.PUT_OFF)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request, its answer, and where the archive keeps that.

    `archive_file` is relative to the data folder, `archive_offset` a byte offset into it. `error` is a
    `FetchCause` or `http_<status>`, None where the body arrived. `opt_outs` are the reservations that the
    answer's headers state (`tdm-reservation`, `noai`).
    """

    fetch_id: str
    run_id: str
    target_kind: TargetKind
    url: str
    final_url: str
    host: str
    requested_at: datetime
    elapsed_ms: int
    outcome: Outcome
    http_status: int | None = None
    content_type: str | None = None
    body_bytes: int = 0
    body_sha256: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None
    opt_outs: tuple[str, ...] = ()
    error: str | None = None
