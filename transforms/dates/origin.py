"""Where a date was written, and which of day and month people put first there."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from transforms.dates.cldr import dates_of
from transforms.language.tags import primary_tag, well_formed

_LONGEST_TAG_PARTS = 4
# Their pages and forms write both orders, whatever the standard of the country says.
_BOTH_ORDERS = frozenset((("en", "CA"),))
# CLDR knows the region of a tag that names none: the United States for English, which says little, because
# English is written everywhere.
_WORLD_LANGUAGES = frozenset(("en",))


class Order(Enum):
    """Which of day and month comes first in `03/04/2025`."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Origin:
    """The language tag of a page or feed (BCP 47), and the country of its outlet (ISO 3166-1 alpha-2)."""

    language: str | None = None
    country: str | None = None

    @classmethod
    def of(cls, *tags: str | None, country: str | None = None) -> "Origin":
        """Return the origin by several tags for one text, the most trusted first.

        The first one gives the language, and the first with a region among those of that language the region.
        """
        known = [tag for tag in tags if primary_tag(tag)]
        alike = (tag for tag in known if primary_tag(tag) == primary_tag(known[0]) and _region_of(tag))
        return cls(next(alike, known[0] if known else None), country)

    @property
    def primary(self) -> str | None:
        """The language without script and region, None where the tag is none."""
        return primary_tag(self.language)

    @property
    def region(self) -> str | None:
        """The country: that of the language tag, else the outlet's."""
        return _region_of(self.language) or (self.country.upper() if self.country else None)

    @property
    def order(self) -> Order:
        """Which of day and month comes first: as CLDR writes short dates in the language and country."""
        return _order(self.primary, self.region)

    @property
    def is_year_first(self) -> bool:
        """Whether short dates begin with the year: `26/01/06` in Japan."""
        locale = locale_of(self.primary, self.region)
        return locale is not None and dates_of(locale)["date_formats"]["short"].pattern.startswith("y")


NOWHERE = Origin()


@cache
def official_languages(country: str) -> frozenset[str]:
    """Return the official languages of a country by CLDR."""
    languages = get_global("territory_languages").get(country, {})
    return frozenset(tag.partition("_")[0] for tag, facts in languages.items() if facts["official_status"])


def locale_of(language: str | None, region: str | None) -> str | None:
    """Return the name of CLDR's locale of a language in a country, else of the language alone."""
    for name in (f"{language}_{region}", language):
        if language and (found := _locale(name or "")):
            return found
    return None


@cache
def _locale(name: str) -> str | None:
    try:
        return str(Locale.parse(name))
    except (ValueError, UnknownLocaleError, TypeError):
        return None


def _region_of(tag: str | None) -> str | None:
    parts = (well_formed(tag) or "").split("-")[1:_LONGEST_TAG_PARTS]
    return next((part.upper() for part in parts if len(part) == 2 and part.isalpha()), None)  # noqa: PLR2004 - ISO 3166


@cache
def _order(language: str | None, region: str | None) -> Order:
    if (language, region) in _BOTH_ORDERS or (region is None and language in _WORLD_LANGUAGES):
        return Order.UNKNOWN
    locales = (locale_of(known, region) for known in _languages_of(language, region))
    found = (order for locale in locales if locale for order in _orders_in(locale))
    return next(found, Order.UNKNOWN)


def _languages_of(language: str | None, region: str | None) -> Iterator[str]:
    """Yield a language where CLDR knows how its country writes it, then the country's own languages."""
    is_at_home = region is None or _locale(f"{language}_{region}") is not None
    if language and is_at_home:
        yield language
    yield from sorted(official_languages(region) if region else ())
    if language and not is_at_home and language not in _WORLD_LANGUAGES:
        yield language


def _orders_in(locale: str) -> Iterator[Order]:
    """Yield the order of a locale's short dates; where the year comes first there, that of longer ones."""
    for style in ("short", "medium", "long"):
        pattern = dates_of(locale)["date_formats"][style].pattern
        letters = [letter for letter in pattern if letter in "yMd"]
        order = "".join(dict.fromkeys(letters))
        if order in {"dMy", "Mdy"}:
            yield Order.DAY_FIRST if order == "dMy" else Order.MONTH_FIRST
