"""The day that a text names, in words or in numbers, whatever its language and calendar."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import regex

from transforms.dates.calendars import BUDDHIST_YEARS, Calendar, era_in, gregorian, other_months
from transforms.dates.months import Months, months_of, months_of_all
from transforms.dates.origin import Order, Origin
from transforms.dates.words import Token, tokens

Believes = Callable[[date], bool]
Found = tuple[date, int, int]
# "2025. gada 14. janvāris", "le 14 du mois de janvier 2025": words between two numbers are as short.
_MOST_APART = 24
_NUMBERS = regex.compile(
    r"(?<![\d.,])(?P<a>\d{1,4})(?P<mark>\s?[./-]\s?)(?P<b>\d{1,2})\s?[./-]\s?(?P<c>\d{1,4})(?!\d|[.,:]\d)"
)
_MOST_DAYS, _MONTHS_OF_A_YEAR = 31, 12
# Digits of years: of whole ones, of those of Minguo (115), and of short ones and days.
_YEAR_DIGITS, _MINGUO_DIGITS, _SHORT_DIGITS = 4, 3, 2
# A date has a day and a year, at the least.
_FEWEST_NUMBERS = 2
_MINGUO_YEARS = 1_911
_CENTURY, _LAST_YEAR_OF_2000S = 2_000, 68
_THAI_CENTURY = 2_500
_PERSIAN_LANGUAGES, _PERSIAN_COUNTRIES = frozenset(("fa", "ps", "mzn", "glk", "lrc")), frozenset(("IR", "AF"))
_ISLAMIC_LANGUAGES = frozenset(("ar",))
_MINGUO_REGIONS = frozenset(("TW", None))
_SHORT_YEARS = range(1, 200)
# Chinese, Japanese and Korean write the year first, also a short one.
_YEAR_SIGNS = ("年", "년")


class _Number(NamedTuple):
    value: int
    digits: int
    start: int
    end: int


class _Month(NamedTuple):
    value: int
    calendar: Calendar
    start: int
    end: int


_Part = _Number | _Month


def day_in(text: str, origin: Origin, believes: Believes) -> Found | None:
    """Return the day that a cleaned text names, and where it begins and ends; None where there is none.

    Of several days the first counts, and one of the Gregorian calendar before those of others. A month is
    sought in the language of the text, then in English, then in all languages. `believes` says whether a
    day can be meant: of two readings, the one that can.
    """
    words = tokens(text)
    if sum(isinstance(word.value, int) for word in words) < _FEWEST_NUMBERS:
        return None
    known = [months for language in _languages(origin) if (months := months_of(language))]
    ways: list[Callable[[], Found | None]] = [
        *(
            lambda months=months: _in_words(text, words, [(Calendar.GREGORIAN, months)], origin, believes)
            for months in known
        ),
        lambda: _in_numbers(text, origin, believes, Calendar.GREGORIAN),
        lambda: _in_words(text, words, other_months(), origin, believes),
        lambda: _in_numbers(text, origin, believes, _calendar_of(origin)),
        lambda: _in_words(text, words, [(Calendar.GREGORIAN, months_of_all())], origin, believes),
    ]
    return next((found for way in ways if (found := way())), None)


def _languages(origin: Origin) -> list[str]:
    return list(dict.fromkeys(language for language in (origin.primary, "en") if language))


def _in_words(
    text: str,
    words: list[Token],
    named: Iterable[tuple[Calendar, Months]],
    origin: Origin,
    believes: Believes,
) -> Found | None:
    for calendar, months in named:
        if calendar is Calendar.BANGLA and origin.region == "IN":
            continue  # West Bengal counts otherwise
        parts = list(_parts(words, months, calendar))
        for index, part in enumerate(parts):
            if isinstance(part, _Month) and (found := _around(text, parts, index, origin, believes)):
                return found
    return None


def _parts(words: list[Token], months: Months, calendar: Calendar) -> Iterator[_Part]:
    """Yield the numbers and the months of a text, in order; a month under two names (نيسان/أبريل) is one."""
    index = 0
    while index < len(words):
        word, found = words[index], months.at(words, index)
        if found:
            month, _ = found
            while found and found[0] == month:
                index += found[1]
                found = months.at(words, index) if index < len(words) else None
            yield _Month(month, calendar, word.start, words[index - 1].end)
            continue
        if isinstance(word.value, int):
            yield _Number(word.value, word.end - word.start, word.start, word.end)
        index += 1


def _around(text: str, parts: list[_Part], index: int, origin: Origin, believes: Believes) -> Found | None:
    """Return the day that a month and the numbers next to it are, and where it begins and ends."""
    month = parts[index]
    era = era_in(text)
    is_year_first = era is not None or any(sign in text for sign in _YEAR_SIGNS)
    for year, day in _pairs(parts, index, is_year_first=is_year_first):
        inside = sorted((year, month, day), key=lambda part: part.start)
        if any(behind.start - before.end > _MOST_APART for before, behind in pairwise(inside)):
            continue
        calendar = month.calendar if isinstance(month, _Month) else Calendar.GREGORIAN
        years = _years(year, era, origin) if calendar is Calendar.GREGORIAN else [year.value]
        for value in years:
            found = gregorian(calendar, value, month.value, day.value)
            if found and believes(found):
                return found, inside[0].start, inside[-1].end
    return None


def _pairs(parts: list[_Part], index: int, *, is_year_first: bool) -> Iterator[tuple[_Number, _Number]]:
    """Yield the numbers near a month that may be its year and its day, whole years first."""
    before, earlier = _number(parts, index - 1), _number(parts, index - 2)
    behind, later = _number(parts, index + 1), _number(parts, index + 2)
    orders = [(before, behind), (later, behind)]
    if not is_year_first:
        orders = [(behind, before), *orders, (earlier, before)]
    pairs = [
        (year, day)
        for year, day in orders
        if year and day and day.digits <= _SHORT_DIGITS and 1 <= day.value <= _MOST_DAYS
    ]
    yield from (pair for pair in pairs if pair[0].digits == _YEAR_DIGITS)
    yield from (pair for pair in pairs if pair[0].digits < _YEAR_DIGITS)


def _number(parts: list[_Part], index: int) -> _Number | None:
    part = parts[index] if 0 <= index < len(parts) else None
    return part if isinstance(part, _Number) else None


def _years(year: _Number, era: int | None, origin: Origin) -> list[int]:
    """Return the years of the common era that a year as written may be."""
    if year.digits == _YEAR_DIGITS:
        return [year.value, year.value - BUDDHIST_YEARS]
    if era is not None:
        return [year.value + era]
    if year.digits == _SHORT_DIGITS:
        century = _CENTURY if year.value <= _LAST_YEAR_OF_2000S else _CENTURY - 100
        thai = [_THAI_CENTURY + year.value - BUDDHIST_YEARS] if origin.primary == "th" else []
        return [century + year.value, *thai]
    return [year.value + _MINGUO_YEARS] if _is_minguo(year, origin) else []


def _is_minguo(year: _Number, origin: Origin) -> bool:
    return (
        year.digits == _MINGUO_DIGITS
        and year.value in _SHORT_YEARS
        and origin.primary == "zh"
        and origin.region in _MINGUO_REGIONS
    )


def _calendar_of(origin: Origin) -> Calendar:
    """Return the calendar in which a place writes numbers, beside the Gregorian one."""
    if origin.primary in _PERSIAN_LANGUAGES or origin.region in _PERSIAN_COUNTRIES:
        return Calendar.PERSIAN
    if origin.primary == "ne" or origin.region == "NP":
        return Calendar.NEPALI
    return Calendar.ISLAMIC if origin.primary in _ISLAMIC_LANGUAGES else Calendar.GREGORIAN


def _in_numbers(text: str, origin: Origin, believes: Believes, calendar: Calendar) -> Found | None:
    for match in _NUMBERS.finditer(text):
        days = {day for day in _readings(match, text, origin, calendar) if believes(day)}
        if len(days) == 1:
            return days.pop(), match.start(), match.end()
    return None


def _readings(match: regex.Match[str], text: str, origin: Origin, calendar: Calendar) -> Iterator[date]:
    """Yield the days that three numbers may be: two where day and month can be either."""
    first, middle, last = (
        _Number(int(match[name]), len(match[name]), match.start(name), match.end(name)) for name in "abc"
    )
    era = era_in(text)
    is_short = last.digits <= _SHORT_DIGITS
    if first.digits > _SHORT_DIGITS or (is_short and (era is not None or origin.is_year_first)):
        orders = [(first, middle.value, last.value)]
    else:
        is_dotted = "." in match["mark"]
        both = [(last, middle.value, first.value), (last, first.value, middle.value)]
        orders = _in_order(both, Order.DAY_FIRST if is_dotted else origin.order)
    for year, month, day in orders:
        years = _years(year, era, origin) if calendar is Calendar.GREGORIAN else [year.value]
        yield from filter(None, (gregorian(calendar, value, month, day) for value in years))


def _in_order(both: list[tuple[_Number, int, int]], order: Order) -> list[tuple[_Number, int, int]]:
    """Return the readings that an order leaves: the other one only where this is no date."""
    possible = [
        reading for reading in both if reading[1] <= _MONTHS_OF_A_YEAR and 1 <= reading[2] <= _MOST_DAYS
    ]
    if order is Order.UNKNOWN or len(possible) < len(both):
        return possible
    return both[:1] if order is Order.DAY_FIRST else both[1:]
