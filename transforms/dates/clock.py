"""The time of day in a text: with colons, full stops or words between its numbers, of 12 or 24 hours."""

from dataclasses import dataclass
from datetime import time
from functools import cache

import regex

from model import Precision
from transforms.dates.cldr import dates_of
from transforms.dates.origin import Origin, locale_of
from transforms.dates.words import cleaned, tokens

_NOON = 12
_FIRST_NIGHT_HOUR = 6
_HOURS = 24
_NEAR = 24
_MOST_WORDS = 3
_COLONS = regex.compile(
    r"(?<![\d.:+-])(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-6]?\d))?(?:[.,]\d{1,9})?(?![\d:])"
)
_WORDS = regex.compile(
    r"(?<![\d.:+-])(?P<hour>\d{1,2})\s?(?:[時时點点시]|giờ|h(?!\p{L})|g(?=\d))"
    r"(?:\s?(?P<minute>[0-5]?\d)(?![\d/.-])(?:\s?[分분])?)?(?:\s?(?P<second>[0-5]?\d)\s?[秒초])?",
    regex.IGNORECASE,
)
_STOPS = regex.compile(r"(?<![\d.])(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?P<second>)(?![\d.])")
_ENGLISH = regex.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?"
    r"(?=\s?(?:a\.?\s?m|p\.?\s?m)(?!\p{L}))",
    regex.IGNORECASE,
)
_BEFORE_A_DATE = (_ENGLISH, _COLONS, _WORDS)
_BEHIND_A_DATE = (_STOPS,)
_ENGLISH_PERIODS = {("am",): "am", ("a", "m"): "am", ("pm",): "pm", ("p", "m"): "pm"}
# Usual words for parts of the day that CLDR has in a longer form.
_FURTHER_PERIODS = {("রাত",): "night", ("বিকেল",): "pm", ("tối",): "pm", ("शाम",): "pm"}
_CHINESE = regex.compile(r"[\p{Script=Han}\p{Script=Hangul}]+")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, how exactly it is written, and where it is in the text."""

    time: time
    precision: Precision
    start: int
    end: int


def clock_in(text: str, origin: Origin, *, has_date: bool) -> Clock | None:
    """Return the first time of day in a cleaned text, None where there is none.

    A time with a full stop between its numbers counts only in a text without its date: `has_date` is false.
    """
    for pattern in _BEFORE_A_DATE if has_date else _BEHIND_A_DATE:
        for match in pattern.finditer(text):
            if clock := _clock(match, text, origin):
                return clock
    return None


def _clock(match: regex.Match[str], text: str, origin: Origin) -> Clock | None:
    period = _period(text[: match.start()], text[match.end() :], origin)
    hour = _of_24_hours(int(match["hour"]), period)
    if hour >= _HOURS:
        return None
    second = match["second"]
    at = time(hour, int(match["minute"] or 0), min(int(second or 0), 59))
    is_midnight = at == time(0) and period is None
    precision = Precision.DAY if is_midnight else Precision.SECOND if second else Precision.MINUTE
    return Clock(at, precision, match.start(), match.end())


def _of_24_hours(hour: int, period: str | None) -> int:
    if period is None or not 1 <= hour <= _NOON:
        return hour
    if period == "pm" or (period == "night" and _FIRST_NIGHT_HOUR <= hour < _NOON):
        return hour % _NOON + _NOON
    return hour % _NOON


def _period(before: str, behind: str, origin: Origin) -> str | None:
    """Return the part of the day that stands right before or right behind a time: am, pm or night."""
    periods = _ENGLISH_PERIODS | _FURTHER_PERIODS | _periods(origin.primary)
    ahead = tuple(token.value for token in tokens(behind[:_NEAR])[:_MOST_WORDS])
    earlier = tuple(token.value for token in tokens(before[-_NEAR:])[-_MOST_WORDS:])
    for count in range(_MOST_WORDS, 0, -1):
        for words in (ahead[:count], earlier[-count:]):
            if words in periods:
                return periods[words]
    return next((kind for word, kind in periods.items() if _is_written_on(str(word[-1]), before)), None)


def _is_written_on(word: str, before: str) -> bool:
    return bool(_CHINESE.fullmatch(word)) and before.rstrip().endswith(word)


@cache
def _periods(language: str | None) -> dict[tuple[str | int, ...], str]:
    """Return CLDR's names of the parts of the day in a language, as words."""
    locale = locale_of(language, None)
    if locale is None:
        return {}
    named = [
        (kind, name)
        for use in ("format", "stand-alone")
        for style in ("wide", "abbreviated")
        for kind, name in dates_of(locale)["day_periods"].get(use, {}).get(style, {}).items()
    ]
    found = {tuple(token.value for token in tokens(cleaned(name))): _half(kind) for kind, name in named}
    return {words: half for words, half in found.items() if words and half}


def _half(kind: str) -> str:
    if kind.startswith(("pm", "afternoon", "evening", "noon")):
        return "pm"
    return "night" if kind.startswith("night") else "am"
