"""What a host allows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RobotsStatus(StrEnum):
    """How the last request for robots.txt ended; `unreachable` forbids everything (RFC 9309, 2.3.1.4)."""

    UNASKED = "unasked"
    FOUND = "found"
    ABSENT = "absent"
    UNREACHABLE = "unreachable"


class RetryAfterScope(StrEnum):
    """What a Retry-After holds for: the URL that answered with it, its host, or its registered domain."""

    FEED = "feed"
    HOST = "host"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What one origin (`https://example.org`) allows, by its robots.txt and its answers.

    `robots_text` is kept while the file is unreachable, which it has been since `unreachable_since`.
    `crawl_delay_s` is the delay it asks for, in seconds. `opt_outs` are the crawlers it bars and the uses it
    denies for AI training and text and data mining. `retry_at` is when a Retry-After of this origin ends.
    """

    origin: str
    robots_status: RobotsStatus = RobotsStatus.UNASKED
    robots_text: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked_at: datetime | None = None
    expires_at: datetime | None = None
    unreachable_since: datetime | None = None
    crawl_delay_s: float | None = None
    opt_outs: tuple[str, ...] = ()
    retry_at: datetime | None = None
