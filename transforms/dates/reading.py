"""Dates as feeds and pages write them, read into UTC times."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import partial

from model import Precision
from model.limits import MAX_DATE_CHARS
from transforms.dates.clock import Clock, clock_in
from transforms.dates.days import day_in
from transforms.dates.origin import NOWHERE, Origin
from transforms.dates.words import cleaned
from transforms.dates.zones import zone_behind

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
LATEST_AHEAD = timedelta(hours=24)
_SECONDS = re.compile(r"\d:\d\d:\d\d|T\d{6}")
_RFC_822 = re.compile(
    r"(?:[A-Z][a-z]{2},\s?)?(?P<day>\d{1,2})\s(?P<month>[A-Za-z]{3})\s(?P<year>\d{4})\s"
    r"(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})\s"
    r"(?:GMT|UTC|Z|(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2}))",
    re.ASCII,
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MOST_APART = timedelta(hours=14)
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date as read: its UTC time, how exactly it was written, and whether with a zone.

    A time whose zone is missing or not understood is taken as UTC; `is_zoned` is then false.
    """

    at: datetime
    precision: Precision
    is_zoned: bool


def read_date(raw: str | None, now: datetime, origin: Origin = NOWHERE) -> Written | None:
    """Return what `raw` means, None where it cannot be read or cannot be true.

    ISO 8601 is tried first, then a day in words or numbers, in the languages and calendars that CLDR knows,
    with a time of day and a zone (RFC 822, Java, JavaScript ...). `origin` says where it was written: it
    decides between day and month, and between zones of one name. A time before 1995 or more than a day after
    `now` cannot be true. Midnight to the second counts as a day.
    """
    if not raw or len(raw) > MAX_DATE_CHARS:
        return None
    for read in (_iso, _rfc822, partial(_in_words, now=now, origin=origin)):
        found = read(raw.strip())
        if found and can_be_true(found.at, now):
            return found
    return None


def parse_date(raw: str | None, now: datetime, origin: Origin = NOWHERE) -> datetime | None:
    """Return the UTC time that `raw` means, None as in `read_date`."""
    found = read_date(raw, now, origin)
    return found.at if found else None


def can_be_true(at: datetime, now: datetime) -> bool:
    """Say whether something on the web may be of a time: from 1995 to a day after `now`."""
    return EARLIEST <= at <= now + LATEST_AHEAD


def _iso(text: str) -> Written | None:
    try:
        moment = datetime.fromisoformat(text)
        at = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    precision = Precision.SECOND if _SECONDS.search(text) else Precision.MINUTE
    precision = Precision.DAY if moment.time() == _MIDNIGHT else precision
    return Written(at=at, precision=precision, is_zoned=moment.tzinfo is not None)


def _rfc822(text: str) -> Written | None:
    """Return what a date in the usual form of feeds means; other forms are left to `_in_words`."""
    match = _RFC_822.fullmatch(text)
    if match is None:
        return None
    sign, hours, minutes = match["sign"], int(match["hours"] or 0), int(match["minutes"] or 0)
    east = timedelta(hours=hours, minutes=minutes)
    try:
        local = datetime(
            int(match["year"]), _MONTHS[match["month"].lower()], int(match["day"]),
            int(match["hour"]), int(match["minute"]), int(match["second"]), tzinfo=UTC,
        )  # fmt: skip
        at = local + east if sign == "-" else local - east
    except (ValueError, OverflowError, KeyError):
        return None
    precision = Precision.DAY if local.time() == _MIDNIGHT else Precision.SECOND
    return Written(at=at, precision=precision, is_zoned=True) if east <= _MOST_APART else None


def _in_words(raw: str, now: datetime, origin: Origin) -> Written | None:
    text = cleaned(raw)[:MAX_DATE_CHARS]
    clock = clock_in(text, origin, has_date=True)
    zone = _zone(text[clock.end :], clock, now, origin) if clock else None
    rest = f"{text[: clock.start]} ; {text[clock.end + (zone[1] if zone else 0) :]}" if clock else text
    found = day_in(rest, origin, partial(_is_believed, now=now))
    if found is None:
        return None
    day, start, end = found
    if clock is None:
        rest = f"{rest[:start]} {rest[end:]}"
        clock = clock_in(rest, origin, has_date=False)
        zone = _zone(rest[clock.end :], clock, now, origin) if clock else None
    elif zone is None:
        # Some write the year between the time and its zone.
        zone = _zone(rest[end:], clock, now, origin)
    return _written(day, clock, zone[0] if zone else None)


def _zone(tail: str, clock: Clock, now: datetime, origin: Origin) -> tuple[tzinfo, int] | None:
    return zone_behind(tail, datetime.combine(now.date(), clock.time), origin)


def _is_believed(day: date, now: datetime) -> bool:
    return can_be_true(datetime.combine(day, _MIDNIGHT, UTC), now)


def _written(day: date, clock: Clock | None, zone: tzinfo | None) -> Written | None:
    if clock is None:
        return Written(at=datetime.combine(day, _MIDNIGHT, UTC), precision=Precision.DAY, is_zoned=False)
    try:
        at = datetime.combine(day, clock.time, zone or UTC).astimezone(UTC)
    except OverflowError:
        return None
    return Written(at=at, precision=clock.precision, is_zoned=zone is not None)


def warm_up_dates() -> None:
    """Load the names of months and zones before a time limit begins: it takes half a second."""
    parse_date("6 janvier 2026 10:00 EST", datetime(2026, 1, 7, tzinfo=UTC), Origin("en"))
