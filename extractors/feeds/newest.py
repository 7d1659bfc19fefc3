"""The newest of more entries than are read, by the dates that they state, wherever they are in the feed."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise

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


def newest_places(dates: Sequence[datetime], count: int) -> list[int]:
    """Return the places of the newest dates, in their order; of equal ones the first are newer."""
    by_age = sorted(range(len(dates)), key=lambda place: dates[place], reverse=True)
    return sorted(by_age[:count])


def newest_entries(body: bytes, beginnings: Sequence[int], end: int, count: int) -> bytes:
    """Return a feed with only its newest entries; `beginnings` and `end` are the offsets of all of them."""
    spans = list(pairwise((*beginnings, end)))
    dates = [max(_dates(body, start, stop), default=OLDEST) for start, stop in spans]
    kept = (body[start:stop] for start, stop in (spans[place] for place in newest_places(dates, count)))
    return b"".join((body[: beginnings[0]], *kept, body[end:]))


def _dates(body: bytes, start: int, stop: int) -> Iterator[datetime]:
    for count, found in enumerate(_DATE_ELEMENT.finditer(body, start, stop)):
        if count == _DATES_OF_AN_ENTRY:
            return
        moment = written_moment(found[1].decode("latin-1").strip())
        if moment is not None:
            yield moment
