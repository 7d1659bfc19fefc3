"""Read one archived feed or sitemap in a worker process: its format and its entries."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.archive.reading import read_response
from extractors.archive.writing import RecordLocation
from extractors.feeds import parse_any, sitemaps_in_turn
from model import Entry, Feed, SitemapsNamed
from transforms.dates.reading import warm_up_dates
from transforms.entries import entries_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContent:
    """The content of a feed's body; `format` is empty where it is no feed.

    `sitemaps` are those that an index names, None where it is none; `hint_s` is the polling interval the feed
    states; `fault` is the parser's complaint about the body, empty where it had none; `cut_count` is how many
    of its entries were left out, because it has more than may be read.
    """

    format: str
    body_bytes: int
    hint_s: float | None = None
    entries: tuple[Entry, ...] = ()
    sitemaps: SitemapsNamed | None = None
    fault: str = ""
    cut_count: int = 0


def read_feed(data: Path, location: RecordLocation, feed: Feed, now: datetime) -> FeedContent:
    """Return the content of an archived feed; of damaged bytes, as much as can be read.

    Raises PermanentError where the archive has no such record.
    """
    archived = read_response(data, location)
    parsed = parse_any(archived.body, archived.url, archived.content_type, feed.domain)
    return FeedContent(
        format=parsed.format,
        body_bytes=len(archived.body),
        hint_s=parsed.hint_s,
        entries=tuple(entries_of(feed, parsed.items, parsed.language, now)),
        sitemaps=sitemaps_in_turn(parsed) if parsed.format == "sitemap-index" else None,
        fault=parsed.fault,
        cut_count=parsed.cut_count,
    )


def warm_up() -> None:
    """Load the data for reading dates in words before the time limit of the first feed begins."""
    warm_up_dates()
