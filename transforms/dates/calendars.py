"""Days of other calendars, as days of the Gregorian one."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import Enum
from functools import cache

import regex
from hijridate import Hijri
from nepali_datetime import date as nepali_date
from persiantools.jdatetime import JalaliDate

from transforms.dates import calendar_months
from transforms.dates.months import Months, Name
from transforms.dates.words import cleaned, tokens

# Years before the first of another count.
BUDDHIST_YEARS = 543
_ERA_LETTER, _ERA_LETTERS = regex.compile(r"\b([RH])(?=\d{1,2}[./年])"), {"R": 2018, "H": 1988}
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
# Days from the first of the year 1 of the common era, by the Julian calendar's leap years (Dershowitz and
# Reingold, Calendrical Calculations): 29 August 8, and 29 August 284.
_ETHIOPIC_EPOCH, _COPTIC_EPOCH = 2_796, 103_605
_DAYS_OF_YEAR, _DAYS_OF_MONTH, _SHORT_MONTH, _LEAP = 365, 30, 13, 4
# The revised calendar of Bangladesh (2019): the year begins on 14 April, six months have 31 days, and
# the eleventh 29, or 30 where February has 29.
_BANGLA_YEARS, _BANGLA_LONG_MONTHS, _BANGLA_SHORT_MONTH = 593, 6, 11
_LAST_YEAR = 9_999


class Calendar(Enum):
    """A calendar whose months have names of their own."""

    GREGORIAN = "Gregorian"
    PERSIAN = "Persian"
    ISLAMIC = "Islamic"
    ETHIOPIC = "Ethiopic"
    COPTIC = "Coptic"
    NEPALI = "Nepali"
    BANGLA = "Bangla"


def gregorian(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """Return the day that a day of a calendar is, None where that has no such day.

    Islamic days are those of Umm al-Qura, by which Saudi Arabia counts: elsewhere a month may begin a day
    earlier or later.
    """
    if not 1 <= year <= _LAST_YEAR:
        return None
    try:
        return _CONVERTERS[calendar](year, month, day)
    except (ValueError, OverflowError, KeyError):
        return None


def era_in(text: str) -> int | None:
    """Return the years before the first of the era that a text names (Reiwa, Heisei, Minguo)."""
    named = next((years for name, years in _ERAS.items() if name in text), None)
    letter = _ERA_LETTER.search(text)
    return _ERA_LETTERS[letter[1]] if named is None and letter else named


@cache
def other_months() -> tuple[tuple[Calendar, Months], ...]:
    """Return the names of the months of all calendars but the Gregorian one."""
    return tuple((calendar, Months(dict(_read(names)))) for calendar, names in _MONTHS.items())


def _read(names: str) -> Iterator[tuple[Name, int]]:
    for month, line in enumerate(names.strip().splitlines(), 1):
        for name in line.split("|"):
            yield tuple(token.value for token in tokens(cleaned(name))), month


def _persian(year: int, month: int, day: int) -> date:
    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def _islamic(year: int, month: int, day: int) -> date:
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def _nepali(year: int, month: int, day: int) -> date:
    found: date = nepali_date(year, month, day).to_datetime_date()
    return found


def _alexandrian(epoch: int) -> Callable[[int, int, int], date]:
    def convert(year: int, month: int, day: int) -> date:
        extra = 6 if year % _LEAP == _LEAP - 1 else 5
        length = extra if month == _SHORT_MONTH else _DAYS_OF_MONTH
        if not (1 <= month <= _SHORT_MONTH and 1 <= day <= length):
            raise ValueError
        days = _DAYS_OF_YEAR * (year - 1) + year // _LEAP + _DAYS_OF_MONTH * (month - 1) + day - 1
        return date.fromordinal(epoch + days)

    return convert


def _bangla(year: int, month: int, day: int) -> date:
    begins = date(year + _BANGLA_YEARS, 4, 14)
    is_leap = date(year + _BANGLA_YEARS + 1, 3, 1) - date(year + _BANGLA_YEARS + 1, 2, 1) > timedelta(28)
    lengths = [31] * _BANGLA_LONG_MONTHS + [30] * (12 - _BANGLA_LONG_MONTHS)
    lengths[_BANGLA_SHORT_MONTH - 1] = 30 if is_leap else 29
    if not 1 <= day <= lengths[month - 1]:
        raise ValueError
    return begins + timedelta(sum(lengths[: month - 1]) + day - 1)


_CONVERTERS: dict[Calendar, Callable[[int, int, int], date]] = {
    Calendar.GREGORIAN: date,
    Calendar.PERSIAN: _persian,
    Calendar.ISLAMIC: _islamic,
    Calendar.ETHIOPIC: _alexandrian(_ETHIOPIC_EPOCH),
    Calendar.COPTIC: _alexandrian(_COPTIC_EPOCH),
    Calendar.NEPALI: _nepali,
    Calendar.BANGLA: _bangla,
}
_MONTHS = {
    Calendar.PERSIAN: calendar_months.PERSIAN,
    Calendar.ISLAMIC: calendar_months.ISLAMIC,
    Calendar.ETHIOPIC: calendar_months.ETHIOPIC,
    Calendar.COPTIC: calendar_months.COPTIC,
    Calendar.NEPALI: calendar_months.NEPALI,
    Calendar.BANGLA: calendar_months.BANGLA,
}
