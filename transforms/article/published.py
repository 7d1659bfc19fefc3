"""When an article was published and when it was changed: by the feed, the page, its URL, or the fetch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import regex

from model import Entry, Field, Page, Precision, PublishedBasis, Statement, Witness
from transforms.article.dates import parse_date, parse_machine_date, parse_shown_date, precision_of

_DATE_IN_PATH = regex.compile(
    r"/(20\d{2}|199\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|\d{0,2}[a-z]|$)"
)
_ZONE = regex.compile(r"(?:Z|[+-]\d{2}:?\d{2}|\b[A-Z]{3,4})\)?\s*$")
_A_DAY = timedelta(hours=24)
_A_MINUTE = timedelta(minutes=1)
_STATED = frozenset((Witness.JSON_LD, Witness.META, Witness.MICRODATA, Witness.TIME, Witness.SCRIPT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """A UTC time, how exactly it is known, whose word it is, and which part of the page said it.

    `is_zoned` is false where a time of day came without its zone.
    """

    at: datetime
    basis: PublishedBasis
    precision: Precision
    witness: Witness
    is_zoned: bool = True

    def tells(self, raw: str, now: datetime, tolerance: timedelta) -> bool:
        """Say whether a date as written means this time, or the same day; what means none does too."""
        at = parse_machine_date(raw, now)
        if at is None:
            return True
        if Precision.DAY in {self.precision, precision_of(raw)}:
            return abs(at - self.at) <= _A_DAY
        return abs(at - self.at) <= tolerance


def published(entry: Entry, page: Page, url: str, fetched_at: datetime) -> Dating:
    """Return when an article was published.

    The feed's word counts first, then the page's: what it tells machines, then what it shows. A bare day, or
    a time without its zone, gives way to what another witness tells better within a day of it.
    """
    said = [*_in_feed(entry), *_on_page(page, fetched_at, entry.language)]
    if not said:
        guessed = _dated(page.said(Field.PUBLISHED), fetched_at, None)
        return next(_in_url(url, fetched_at), None) or next(guessed, _only_fetched(fetched_at))
    first = said[0]
    near = [one for one in said if abs(one.at - first.at) <= _A_DAY and one.precision is not Precision.DAY]
    zoned = [one for one in near if one.is_zoned]
    is_good = first.precision is not Precision.DAY and first.is_zoned
    return first if is_good or not near else (zoned or near)[0]


def updated(
    page: Page, published_at: datetime, fetched_at: datetime, language: str | None
) -> datetime | None:
    """Return when an article was last changed, None where nobody says that it was."""
    for statement in page.said(Field.UPDATED):
        at = parse_date(statement.value, fetched_at, language)
        if at and at - published_at >= _A_MINUTE:
            return at
    return None


def _in_feed(entry: Entry) -> Iterator[Dating]:
    if entry.published_at:
        precision = precision_of(entry.published_raw) if entry.published_raw else Precision.SECOND
        yield Dating(
            at=entry.published_at, basis=PublishedBasis.FEED, precision=precision, witness=Witness.FEED
        )


def _on_page(page: Page, fetched_at: datetime, listed_language: str | None) -> Iterator[Dating]:
    language = page.first(Field.LANGUAGE) or listed_language
    said = page.said(Field.PUBLISHED)
    shown = (one for one in said if one.witness is Witness.VISIBLE)
    found = list(_dated((one for one in said if one.witness in _STATED), fetched_at, language))
    # What is shown is in words, dear to read, and may be another article's.
    yield from found or _dated(shown, fetched_at, language)


def _dated(said: Iterable[Statement], fetched_at: datetime, language: str | None) -> Iterator[Dating]:
    for statement in said:
        read = parse_date if statement.witness in _STATED else parse_shown_date
        at = read(statement.value[:100], fetched_at, language)
        if at:
            yield Dating(
                at=at,
                basis=PublishedBasis.PAGE,
                precision=precision_of(statement.value),
                witness=statement.witness,
                is_zoned=bool(_ZONE.search(statement.value)),
            )


def _in_url(url: str, fetched_at: datetime) -> Iterator[Dating]:
    found = _DATE_IN_PATH.search(url)
    if found is None:
        return
    try:
        year, month, day = map(int, found.groups())
        at = datetime(year, month, day, tzinfo=UTC)
    except ValueError:  # 31 February
        return
    if at <= fetched_at + _A_DAY:
        yield Dating(at=at, basis=PublishedBasis.URL, precision=Precision.DAY, witness=Witness.URL)


def _only_fetched(fetched_at: datetime) -> Dating:
    return Dating(
        at=fetched_at, basis=PublishedBasis.FETCH, precision=Precision.SECOND, witness=Witness.FETCH
    )
