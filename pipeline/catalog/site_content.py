"""Read in a worker process what a site answered while its feeds are looked for."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from extractors.feeds import FeedItem, ParsedFeed, children_to_ask, parse_any
from extractors.feeds.discovery import feeds_named
from extractors.http.answer import Headers, header_of
from model.limits import MAX_DATED_ENTRIES, MAX_FEEDS_NAMED, MAX_NAME_CHARS, MAX_URL_CHARS
from transforms.dates.origin import Origin
from transforms.dates.reading import parse_date, warm_up_dates
from transforms.language.tags import well_formed
from transforms.text import clean_html
from transforms.urls import digest_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContent:
    """What a body holds: a feed, a sitemap (`format` says which), or neither.

    `entries` are digests of the entries, which two URLs of one feed have in common. `children` are the
    sitemaps of an index, `leads` the feeds that a page names.
    """

    format: str = ""
    title: str = ""
    language: str | None = None
    entries: tuple[str, ...] = ()
    newest_at: datetime | None = None
    children: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


def read_site(body: bytes, url: str, headers: Headers, now: datetime) -> SiteContent:
    """Return what the body of an answer from `url` holds; of damaged bytes, as much as can be read."""
    content_type = header_of(headers, "Content-Type")
    parsed = parse_any(body, url, content_type)
    if not parsed.format:
        leads = (lead for lead in feeds_named(body, url, content_type, headers) if len(lead) <= MAX_URL_CHARS)
        return SiteContent(leads=tuple(islice(dict.fromkeys(leads), MAX_FEEDS_NAMED)))
    return SiteContent(
        format=parsed.format,
        title=clean_html(parsed.title, MAX_NAME_CHARS),
        language=well_formed(parsed.language),
        entries=tuple(_digest(item) for item in parsed.items),
        newest_at=_newest(parsed, now),
        children=tuple(children_to_ask(parsed)),
    )


def _digest(item: FeedItem) -> str:
    return digest_id((item.link or item.title).encode("utf-8", "replace").decode())


def _newest(parsed: ParsedFeed, now: datetime) -> datetime | None:
    raws = (item.published_raw or item.updated_raw for item in parsed.items[:MAX_DATED_ENTRIES])
    dates = (parse_date(raw, now, Origin(parsed.language)) for raw in raws)
    return max((date for date in dates if date), default=None)


def warm_up() -> None:
    """Load the data for reading dates in words before the time limit of the first answer begins."""
    warm_up_dates()
