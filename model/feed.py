"""Where entries appear, and how polling it has gone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedStatus(StrEnum):
    """How a feed stands: `failing` feeds are polled later and later, `dead` ones hardly ever."""

    ACTIVE = "active"
    FAILING = "failing"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What polling a feed has taught: validators verbatim, when to ask again, failures in a row."""

    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    next_due_at: datetime | None = None
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    failure_count: int = 0
    status: FeedStatus = FeedStatus.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed of an outlet; `language` is what the catalog declares, a BCP 47 tag or None."""

    feed_id: str
    outlet_id: str
    url: str
    language: str | None = None
    state: FeedState = FeedState()
