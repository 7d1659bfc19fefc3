"""Where entries appear, and how polling it has gone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedStatus(StrEnum):
    """How a feed stands: `failing` feeds are polled later and later, `dead` ones hardly ever."""

    ACTIVE = "active"
    FAILING = "failing"
    DEAD = "dead"


class FeedKind(StrEnum):
    """What a feed is: RSS or Atom, a sitemap that stands in for one, or an archive file read in."""

    FEED = "feed"
    SITEMAP = "sitemap"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What polling a feed has taught.

    `etag` and `last_modified` are validators, verbatim; `is_validator_trusted` is false where they once
    stood for two bodies. `body_sha256`, `body_at`, `body_file` and `body_offset` tell of the last body that
    was archived whole. `interval_s` is the pace found for the feed, `pace_streak` how many polls in a row
    were mostly known (above zero) or mostly new (below), `known_share` that of the last poll, `hint_s` the
    interval the feed's own text asks for. `failure_weight` sums failures by kind since the last success.
    `redirect_url` is where a permanent redirect leads, asked in place of the feed's URL.
    """

    etag: str | None = None
    last_modified: str | None = None
    is_validator_trusted: bool = True
    body_sha256: str | None = None
    body_at: datetime | None = None
    body_file: str | None = None
    body_offset: int | None = None
    next_due_at: datetime | None = None
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    interval_s: float | None = None
    pace_streak: int = 0
    known_share: float | None = None
    hint_s: float | None = None
    failure_count: int = 0
    failure_weight: float = 0.0
    redirect_url: str | None = None
    status: FeedStatus = FeedStatus.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed of an outlet; `language` is what the catalog declares, a BCP 47 tag or None.

    `is_robots_obeyed` is false only where the catalog says that the site is the user's own.
    """

    feed_id: str
    outlet_id: str
    url: str
    language: str | None = None
    kind: FeedKind = FeedKind.FEED
    is_robots_obeyed: bool = True
    state: FeedState = FeedState()
