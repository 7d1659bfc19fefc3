"""When an article was published and last changed, by the feed, the page, its URL, or the fetch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import regex

from model import Entry, Field, Page, Precision, PublishedBasis, Statement, Witness
from model.limits import MAX_DATE_CHARS
from transforms.article.dates import (
    can_be_true,
    parse_date,
    parse_machine_date,
    parse_shown_date,
    precision_of,
)

_DATE_IN_PATH = regex.compile(
    r"/(20\d{2}|199\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|\d{0,2}[a-z]|$)"
)
_ZONE = regex.compile(r"(?:Z|[+-]\d{2}:?\d{2}|\b[A-Z]{3,4})\)?\s*$")
_A_DAY = timedelta(hours=24)
_A_MINUTE = timedelta(minutes=1)
_STATED = frozenset((Witness.JSON_LD, Witness.META, Witness.MICRODATA, Witness.TIME, Witness.SCRIPT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """A UTC time, its precision, and its source: what it is based on, and which part of the page.

    `is_zoned` is false where a time of day came without a zone.
    """

    at: datetime
    basis: PublishedBasis
    precision: Precision
    witness: Witness
    is_zoned: bool = True

    def agrees(self, raw: str, now: datetime, tolerance: timedelta) -> bool:
        """Say whether a date as written is this time, or the same day; one that cannot be read agrees."""
        at = parse_machine_date(raw, now)
        if at is None:
            return True
        if Precision.DAY in {self.precision, precision_of(raw)}:
            return abs(at - self.at) <= _A_DAY
        return abs(at - self.at) <= tolerance


def published(entry: Entry, page: Page, url: str, fetched_at: datetime) -> Dating:
    """Return when an article was published.

    The feed counts first, then the page: its machine-readable dates, then those it shows. A day alone, or a
    time without a zone, is replaced by a more exact time of another source within a day of it.
    """
    stated = [*_in_feed(entry), *_on_page(page, fetched_at, entry.language)]
    if not stated:
        guessed = _dated(page.about(Field.PUBLISHED), fetched_at, None)
        return next(_in_url(url, fetched_at), None) or next(guessed, _only_fetched(fetched_at))
    first = stated[0]
    exact = [dating for dating in stated if dating.precision is not Precision.DAY]
    near = [dating for dating in exact if abs(dating.at - first.at) <= _A_DAY]
    zoned = [dating for dating in near if dating.is_zoned]
    is_good = first.precision is not Precision.DAY and first.is_zoned
    return first if is_good or not near else (zoned or near)[0]


def updated(
    page: Page, published_at: datetime, fetched_at: datetime, language: str | None
) -> datetime | None:
    """Return when an article was last changed, None where the page does not say that it was."""
    for statement in page.about(Field.UPDATED):
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
    stated = page.about(Field.PUBLISHED)
    shown = (statement for statement in stated if statement.witness is Witness.VISIBLE)
    for_machines = (statement for statement in stated if statement.witness in _STATED)
    # Shown dates are in words, which takes long to parse, and may be of another article.
    yield from list(_dated(for_machines, fetched_at, language)) or _dated(shown, fetched_at, language)


def _dated(statements: Iterable[Statement], fetched_at: datetime, language: str | None) -> Iterator[Dating]:
    for statement in statements:
        read = parse_date if statement.witness in _STATED else parse_shown_date
        at = read(statement.value[:MAX_DATE_CHARS], fetched_at, language)
        if at:
            yield Dating(
                at=at,
                basis=PublishedBasis.PAGE,
                precision=precision_of(statement.value),
                witness=statement.witness,
                is_zoned=bool(_ZONE.search(statement.value)),
            )


def _in_url(url: str, fetched_at: datetime) -> Iterator[Dating]:
    match = _DATE_IN_PATH.search(url)
    if match is None:
        return
    try:
        year, month, day = map(int, match.groups())
        at = datetime(year, month, day, tzinfo=UTC)
    except ValueError:  # 31 February
        return
    if can_be_true(at, fetched_at):
        yield Dating(at=at, basis=PublishedBasis.URL, precision=Precision.DAY, witness=Witness.URL)


def _only_fetched(fetched_at: datetime) -> Dating:
    return Dating(
        at=fetched_at, basis=PublishedBasis.FETCH, precision=Precision.SECOND, witness=Witness.FETCH
    )
