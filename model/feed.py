"""Where entries appear, and what polling it has shown so far."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FeedStatus(StrEnum):
    """Whether a feed answers: `failing` feeds are polled ever less often, `dead` ones about once a week."""

    ACTIVE = "active"
    FAILING = "failing"
    DEAD = "dead"


class FeedKind(StrEnum):
    """What a feed is: RSS, Atom or JSON Feed, a sitemap used in place of one, or an archive file read in."""

    FEED = "feed"
    SITEMAP = "sitemap"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapState:
    """A sitemap that takes its turn in the polls of an index, and what requesting it has shown so far.

    `index_url` is the URL of the sitemap that names it, empty for the feed itself. `is_newest` says that its
    index dates it after all others. `asked_at` is the time of the last request, `whole_at` that of the last
    whole body, `error` why the last request gave nothing, None where it was answered. `left_out_count` is how
    many sitemaps it names, being an index itself, that are not requested.
    """

    url: str
    index_url: str = ""
    is_newest: bool = False
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    asked_at: datetime | None = None
    whole_at: datetime | None = None
    error: str | None = None
    left_out_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapsNamed:
    """The sitemaps of one index that take turns, newest first, and how many others it names.

    `newest` is the one that it dates after all others, empty where there is no such one.
    """

    urls: tuple[str, ...] = ()
    newest: str = ""
    left_out_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What polling a feed has shown so far; `_s` are seconds.

    `etag` and `last_modified` are the validators, verbatim; `is_validator_trusted` is false once they came
    with two different bodies. `body_sha256`, `body_at`, `body_file` and `body_offset` describe the last body
    that was archived whole. `interval_s` is the polling interval found for the feed. `pace_streak` counts the
    latest polls in a row whose entries were mostly known (above zero) or mostly new (below); `known_share` is
    the share of known entries in the last poll. `hint_s` is the interval that the feed's own text asks for.
    `failure_weight` is the sum of failures since the last success, weighed by kind. `redirect_url` is where a
    permanent redirect leads; it is requested instead of the feed's URL. Of a sitemap index, `sitemaps` are
    those that take turns, and `left_out_count` is how many others it names.
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
    sitemaps: tuple[SitemapState, ...] = ()
    left_out_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed of an outlet; `language` is what the catalog declares, a BCP 47 tag or None.

    `country` (ISO 3166-1 alpha-2) and `domain` are its outlet's; `domain` is empty where it is not known.
    `is_robots_obeyed` is false only where the catalog says that the site is the user's own.
    """

    feed_id: str
    outlet_id: str
    url: str
    language: str | None = None
    country: str | None = None
    kind: FeedKind = FeedKind.FEED
    is_robots_obeyed: bool = True
    domain: str = ""
    state: FeedState = FeedState()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCheck:
    """What the catalog says of whether a feed answers.

    `checked_on` is the day on which `checked_by` last saw it answer; `doubt` is why it may not answer.
    """

    checked_on: date | None = None
    checked_by: str | None = None
    doubt: str | None = None
