"""One item in one feed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of one feed as the feed gave it.

    `url` is the link unchanged, `article_url` its normal form (None where the link cannot be
    followed); `published_raw` is the date as the feed wrote it, `published_at` the time it
    means; `country` is the outlet's; `next_attempt_at` is when its page may be requested again.
    """

    feed_id: str
    entry_id: str
    outlet_id: str
    url: str
    article_url: str | None
    title: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    language: str | None = None
    country: str | None = None
    published_raw: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    first_seen_at: datetime
    last_seen_at: datetime
    attempt_count: int = 0
    next_attempt_at: datetime | None = None
