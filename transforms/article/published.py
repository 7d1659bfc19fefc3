"""When an article was published and last changed, by the feed, the page, its URL, or the fetch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import regex

from model import Entry, Field, Page, Precision, PublishedBasis, Statement, Witness
from model.limits import MAX_DATE_CHARS
from transforms.dates.origin import Origin
from transforms.dates.reading import Written, can_be_true, read_date

_DATE_IN_PATH = regex.compile(
    r"/(20\d{2}|199\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|\d{0,2}[a-z]|$)"
)
_A_DAY = timedelta(hours=24)
_A_MINUTE = timedelta(minutes=1)
# No zone is further east.
_ZONES_APART = timedelta(hours=14)
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
        written = read_date(raw, now)
        if written is None:
            return True
        if Precision.DAY in {self.precision, written.precision}:
            return abs(written.at - self.at) <= _A_DAY
        return abs(written.at - self.at) <= tolerance


def published(entry: Entry, page: Page, url: str, fetched_at: datetime) -> Dating:
    """Return when an article was published.

    The feed counts first, then the page: its machine-readable dates, then those it shows. A day alone, or a
    time without a zone that is understood, is replaced by a more exact time of another source within a day of
    it. What was fetched was published before: a later time cannot be right. Where that is the feed's, the
    page's time with a zone counts, else when the feed was first seen to list the article.
    """
    in_feed = _in_feed(entry, fetched_at)
    on_page = [dating for dating in _on_page(entry, page, fetched_at) if dating.at <= fetched_at]
    if in_feed and in_feed.at > fetched_at:
        seen_at = min(entry.first_seen_at, fetched_at)
        return next((dating for dating in on_page if _is_exact(dating)), _only_fetched(seen_at))
    stated = [in_feed, *on_page] if in_feed else on_page
    return _best(stated) if stated else _not_stated(entry, page, url, fetched_at)


def _is_exact(dating: Dating) -> bool:
    return dating.is_zoned and dating.precision is not Precision.DAY


def _best(stated: list[Dating]) -> Dating:
    """Return the first of some datings, or a more exact one within a day of it."""
    first = stated[0]
    exact = [dating for dating in stated if dating.precision is not Precision.DAY]
    near = [dating for dating in exact if abs(dating.at - first.at) <= _A_DAY]
    zoned = [dating for dating in near if dating.is_zoned]
    return first if _is_exact(first) or not near else (zoned or near)[0]


def _not_stated(entry: Entry, page: Page, url: str, fetched_at: datetime) -> Dating:
    """Return when an article was published by its URL, else by a guess, else by the fetch."""
    origin = _origin(entry, page)
    changed = {dating.at.date() for dating in _dated(page.about(Field.UPDATED), fetched_at, origin)}
    found = _dated(page.about(Field.PUBLISHED), fetched_at, origin)
    guessed = (dating for dating in found if dating.at.date() not in changed)
    believed = (dating for dating in (*_in_url(url, fetched_at), *guessed) if dating.at <= fetched_at)
    return next(believed, _only_fetched(fetched_at))


def updated(entry: Entry, page: Page, dating: Dating, fetched_at: datetime) -> datetime | None:
    """Return when an article was last changed, None where the page does not say that it was.

    `dating` is the publication. A time without a zone may be the same one in local time.
    """
    for statement in page.about(Field.UPDATED):
        written = read_date(statement.value[:MAX_DATE_CHARS], fetched_at, _origin(entry, page))
        if written is None:
            continue
        is_comparable = written.is_zoned or not dating.is_zoned
        if written.at - dating.at >= (_A_MINUTE if is_comparable else _ZONES_APART):
            return written.at
    return None


def _origin(entry: Entry, page: Page) -> Origin:
    """Return where a page was written: by its own language tag, then what else it and the feed say."""
    said = page.about(Field.LANGUAGE)
    tags = sorted(said, key=lambda statement: statement.witness is not Witness.HTML)
    return Origin.of(*(tag.value for tag in tags), entry.language, country=entry.country)


def _in_feed(entry: Entry, fetched_at: datetime) -> Dating | None:
    """Return the time that the feed gives, read anew: what it wrote may be understood better than before."""
    written = read_date(entry.published_raw, fetched_at, Origin(entry.language, entry.country))
    if written is None and entry.published_at and not entry.published_raw:
        written = Written(at=entry.published_at, precision=Precision.SECOND, is_zoned=True)
    return _dating(written, PublishedBasis.FEED, Witness.FEED) if written else None


def _dating(written: Written, basis: PublishedBasis, witness: Witness) -> Dating:
    return Dating(
        at=written.at,
        basis=basis,
        precision=written.precision,
        witness=witness,
        is_zoned=written.is_zoned,
    )


def _on_page(entry: Entry, page: Page, fetched_at: datetime) -> list[Dating]:
    origin = _origin(entry, page)
    stated = page.about(Field.PUBLISHED)
    for_machines = (statement for statement in stated if statement.witness in _STATED)
    shown = (statement for statement in stated if statement.witness is Witness.VISIBLE)
    # Shown dates may be of another article.
    return list(_dated(for_machines, fetched_at, origin)) or list(_dated(shown, fetched_at, origin))


def _dated(statements: Iterable[Statement], fetched_at: datetime, origin: Origin) -> Iterator[Dating]:
    for statement in statements:
        if written := read_date(statement.value[:MAX_DATE_CHARS], fetched_at, origin):
            yield _dating(written, PublishedBasis.PAGE, statement.witness)


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
