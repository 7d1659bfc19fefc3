"""One request and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TargetKind(StrEnum):
    """What was asked for."""

    FEED = "feed"
    PAGE = "page"
    ROBOTS = "robots"


class Outcome(StrEnum):
    """How a request ended. Only `transient_failure` is worth asking again soon."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not_modified"
    TRANSIENT_FAILURE = "transient_failure"
    PERMANENT_FAILURE = "permanent_failure"
    DISALLOWED = "disallowed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request: what was asked, what answered, and where the archive keeps the answer.

    `archive_file` is relative to the data folder, `archive_offset` a byte offset into it. `error`
    is a short cause such as `http_404` or `timeout`, None where the body arrived. `opt_outs` are the
    reservations its headers state (`tdm-reservation`, `noai`).
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
