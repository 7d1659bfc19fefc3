"""The newest of more entries than are read, by the dates that they state, wherever they are in the feed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice, pairwise

OLDEST = datetime.min.replace(tzinfo=UTC)
_DATE_ELEMENT = re.compile(
    rb"<(?:[a-z]{1,20}:)?(?:pubDate|published|updated|date|issued|created|modified)(?:\s[^<>]{0,200})?>"
    rb"\s{0,50}(?:<!\[CDATA\[)?([^<>\]]{1,100})",
    re.IGNORECASE,
)
_DATES_OF_AN_ENTRY = 10


def written_moment(raw: str) -> datetime | None:
    """Return the time of a W3C or RFC 822 date, only to sort by: whether it can be true is not checked."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        try:
            moment = parsedate_to_datetime(raw)
        except (ValueError, OverflowError):
            return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def newest_of(raws: Iterable[str | None]) -> datetime:
    """Return the newest of some dates as written, OLDEST where none can be read."""
    moments = (written_moment(raw) for raw in raws if raw)
    return max((moment for moment in moments if moment), default=OLDEST)


def newest_places(dates: Sequence[datetime], count: int) -> list[int]:
    """Return the places of the newest dates, in their order; of equal ones the first are newer."""
    by_age = sorted(range(len(dates)), key=lambda place: dates[place], reverse=True)
    return sorted(by_age[:count])


def newest_entries(body: bytes, beginnings: Sequence[int], end: int, count: int) -> bytes:
    """Return a feed with only its newest entries; `beginnings` and `end` are the offsets of all of them."""
    spans = list(pairwise((*beginnings, end)))
    dates = [newest_of(_dates(body, start, stop)) for start, stop in spans]
    kept = (body[start:stop] for start, stop in (spans[place] for place in newest_places(dates, count)))
    return b"".join((body[: beginnings[0]], *kept, body[end:]))


def _dates(body: bytes, start: int, stop: int) -> Iterator[str]:
    found = islice(_DATE_ELEMENT.finditer(body, start, stop), _DATES_OF_AN_ENTRY)
    return (date[1].decode("latin-1").strip() for date in found)
