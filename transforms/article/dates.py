"""Dates as feeds and pages write them, read into UTC times."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from functools import cache
from typing import Any

from model import Precision
from model.limits import MAX_DATE_CHARS
from transforms.language.tags import primary_tag

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
LATEST_AHEAD = timedelta(hours=24)

# Zone names that feeds use and RFC 822 does not know; minutes east of UTC.
_ZONES = {
    "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "WEST": 60, "BST": 60, "MSK": 180, "TRT": 180,
    "JST": 540, "KST": 540, "IST": 330, "PKT": 300, "WIB": 420, "HKT": 480, "SGT": 480, "AWST": 480,
    "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "SAST": 120, "EAT": 180, "BRT": -180, "ART": -180,
}  # fmt: skip
_ZONE_NAME = re.compile(rf"\b({'|'.join(_ZONES)})\b", re.IGNORECASE)
_NUMERIC_ZONE = re.compile(r"\s[+-]\d{4}\b")
# Other parsers would take the day for the month, and the year 1 for 2001.
_IMPOSSIBLE = re.compile(r"^\d{4}-(?!0[1-9]|1[0-2])\d\d|[A-Za-z]{3}\s0\d{3}\b")
_TWELVE_HOURS = re.compile(r"\b[AP]\.?M\b", re.IGNORECASE)
_GMT_OFFSET = re.compile(r"\b(?:GMT|UTC|UT)\s*([+-])(\d{1,2})(?::?(\d{2}))?\s*$")
_MIDNIGHT = re.compile(r"[T ]00:?00(?::?00(?:\.0+)?)?(?!\d)")
_SECONDS = re.compile(r"\d:\d{1,2}:\d{1,2}|T\d{6}|^\d{10,13}$")
_MINUTES = re.compile(
    r"\d{1,2}[:hH]\d{2}|\d\s?[時时시点點]|\d{1,2}\.\d{2}\s?(?:Uhr|WIB|WITA|WIT|klo)|\d\s?[ap]\.?m\b|T\d{4}",
    re.IGNORECASE,
)
_NOT_A_DIGIT = re.compile(r"^[^\d٠-٩۰-۹]*")
_LABEL_END = re.compile(r"[:：|]\s++(?=.)", re.DOTALL)
_MISSING_SPACE = re.compile(r"^([A-Za-z]{3}),(?=\d)")


def parse_date(raw: str | None, now: datetime, language: str | None = None) -> datetime | None:
    """Return the UTC time that `raw` means, None where it cannot be read or cannot be true.

    ISO 8601 is tried first, then RFC 822 with the zone names that feeds use, then any format that dateparser
    knows in `language`. A time without a zone is taken as UTC. A time before 1995 or more than a day after
    `now` cannot be true.
    """
    return _believable(raw, now, lambda text: _for_machines(text) or _in_words(text, language))


def parse_machine_date(raw: str, now: datetime) -> datetime | None:
    """Return the UTC time that `raw` means in ISO 8601 or RFC 822, None where it is in words or invalid."""
    return _believable(raw, now, _for_machines)


def _believable(raw: str | None, now: datetime, read: Callable[[str], datetime | None]) -> datetime | None:
    if not raw or len(raw) > MAX_DATE_CHARS:
        return None
    raw = raw.strip()
    parsed = None if _IMPOSSIBLE.search(raw) else read(raw)
    return parsed if parsed and can_be_true(parsed, now) else None


def can_be_true(at: datetime, now: datetime) -> bool:
    """Say whether something on the web may be of a time: from 1995 to a day after `now`."""
    return EARLIEST <= at <= now + LATEST_AHEAD


def _for_machines(raw: str) -> datetime | None:
    return _iso(raw) or _rfc822(raw)


def parse_shown_date(text: str, now: datetime, language: str | None = None) -> datetime | None:
    """Return the UTC time in a text on a page, which may begin with a label ("Published:"); None as above."""
    behind_label = _LABEL_END.split(text, maxsplit=1)[-1]
    for part in dict.fromkeys((text, behind_label, _NOT_A_DIGIT.sub("", text))):
        if moment := parse_date(part.strip(" |"), now, language):
            return moment
    return None


def precision_of(raw: str) -> Precision:
    """Return the precision of a date as written; midnight to the second counts as a day."""
    if _MIDNIGHT.search(raw):
        return Precision.DAY
    if _SECONDS.search(raw):
        return Precision.SECOND
    return Precision.MINUTE if _MINUTES.search(raw) else Precision.DAY


def _iso(raw: str) -> datetime | None:
    try:
        return _utc(datetime.fromisoformat(raw))
    except (ValueError, OverflowError):
        return None


def _rfc822(raw: str) -> datetime | None:
    if _TWELVE_HOURS.search(raw):
        return None  # parsedate_tz ignores the PM
    raw = _MISSING_SPACE.sub(r"\1, ", raw)
    raw = _GMT_OFFSET.sub(_numeric_offset, raw)
    named = None if _NUMERIC_ZONE.search(raw) else _ZONE_NAME.search(raw)
    try:
        fields = parsedate_tz(raw)
        if fields is None or not 1 <= fields[1] <= 12:  # noqa: PLR2004 - months
            return None
        seconds_east = _ZONES[named[1].upper()] * 60 if named else fields[9] or 0
        local = datetime(*fields[:6], tzinfo=UTC)
        return local - timedelta(seconds=seconds_east)
    except (ValueError, OverflowError, TypeError):
        return None


def _numeric_offset(match: re.Match[str]) -> str:
    sign, hours, minutes = match.groups()
    return f"{sign}{int(hours):02d}{minutes or '00'}"


def _in_words(raw: str, language: str | None) -> datetime | None:
    try:
        moment = _worded_dates(primary_tag(language)).get_date_data(raw).date_obj
        return _utc(moment) if moment else None
    except (ValueError, OverflowError, RecursionError):
        return None


@cache
def _worded_dates(language: str | None) -> Any:
    """Return the parser of dates in `language`; in any language where dateparser does not know it."""
    # Loading takes two seconds, and few feeds need it.
    from dateparser.data.languages_info import language_order  # noqa: PLC0415 - as above
    from dateparser.date import DateDataParser  # noqa: PLC0415 - as above

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    if language not in language_order:
        return DateDataParser(settings=settings) if language is None else _worded_dates(None)
    return DateDataParser(languages=[language], settings=settings)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
