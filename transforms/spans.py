"""Spans of time as people write them: days, weeks, months, and how long ago."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

_AGO = re.compile(r"(?P<count>[0-9]{1,5})(?P<unit>[hdw])")
_WEEK = re.compile(r"[0-9]{4}-?W[0-9]{2}")
_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_DAYS = {"d": 1, "w": 7}
_LAST_MONTH = 12
_JUST_BELOW_A_DAY = timedelta(days=1) - timedelta.resolution
_SIX_DAYS = timedelta(days=6)

Ends = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a text names: a day, week or month from `start` to before `end`, or a moment, where both are one.

    In UTC. `is_exact` is false where the text does not say the day itself: weeks, months, how long ago.
    """

    start: datetime
    end: datetime
    is_exact: bool = True


def period_of(text: str, now: datetime, zone: tzinfo = UTC) -> Period:
    """Return the period of an ISO date, time, week or month, or of `24h`, `7d` or `2w` ago.

    Days begin at midnight in `zone`, which is also that of times without an offset; `7d` and `2w` are the
    whole day that long ago, `24h` is a moment. Raises ValueError and OverflowError for other texts.
    """
    if ago := _AGO.fullmatch(text):
        return _ago(int(ago["count"]), ago["unit"], now, zone)
    if _WEEK.fullmatch(text):
        return _days(datetime.fromisoformat(text), 7, zone)
    if month := _MONTH.fullmatch(text):
        return _month(int(month["year"]), int(month["month"]), zone)
    moment = datetime.fromisoformat(text)
    if _is_day(text):
        return _days(moment, 1, zone, is_exact=True)
    at = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    return Period(start=at, end=at)


def _is_day(text: str) -> bool:
    return "T" not in text and " " not in text and ":" not in text


def _ago(count: int, unit: str, now: datetime, zone: tzinfo) -> Period:
    if unit == "h":
        at = now.astimezone(UTC) - timedelta(hours=count)
        return Period(start=at, end=at, is_exact=False)
    day = now.astimezone(zone).date() - timedelta(days=count * _DAYS[unit])
    return _days(datetime.combine(day, time()), 1, zone)


def _month(year: int, month: int, zone: tzinfo) -> Period:
    first = datetime(year, month, 1)  # noqa: DTZ001 - the zone is added to both ends
    after = datetime(year + month // _LAST_MONTH, month % _LAST_MONTH + 1, 1)  # noqa: DTZ001
    return _days(first, (after - first).days, zone)


def _days(first: datetime, count: int, zone: tzinfo, *, is_exact: bool = False) -> Period:
    """Return whole days in a zone; `first` is a midnight without one."""
    start, end = (day.replace(tzinfo=zone).astimezone(UTC) for day in (first, first + timedelta(days=count)))
    return Period(start=start, end=end, is_exact=is_exact)


def whole_days(since: datetime | None, until: datetime | None, zone: tzinfo = UTC) -> Ends:
    """Return a span widened to begin and end at midnight in a zone."""
    return _midnight(since, zone), _midnight(until and until + _JUST_BELOW_A_DAY, zone)


def whole_weeks(since: datetime | None, until: datetime | None, zone: tzinfo = UTC) -> Ends:
    """Return a span widened to begin and end at midnight before a Monday in a zone."""
    first, last = whole_days(since, until, zone)
    return first and _monday(first, zone), last and _monday(last + _SIX_DAYS, zone)


def _midnight(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return moment and datetime.combine(moment.astimezone(zone).date(), time(), zone).astimezone(UTC)


def _monday(moment: datetime, zone: tzinfo) -> datetime:
    day = moment.astimezone(zone).date()
    monday = day - timedelta(days=day.weekday())
    return datetime.combine(monday, time(), zone).astimezone(UTC)
